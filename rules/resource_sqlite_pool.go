package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SQLitePool compares the pool of SQLite with threads and cores.
var SQLitePool = &Rule{
	Code:     "SC6058",
	Name:     "resource/sqlite-pool",
	Severity: diag.Warning,
	Summary:  "SQLite pool size out of range",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/sqlite/main.rs:19"}},
	Check: func(p *Pass) {
		if !p.Host.Cores.Known() {
			return
		}
		cores := p.Host.Cores.Value
		for _, id := range p.Set.IDs("store", "type") {
			n := p.number(4*cores, "store."+id+".pool.max-connections")
			if p.typeOf("store", id) != "sqlite" || n.At == nil || !n.OK || n.N == 0 {
				continue
			}
			workers := max(p.number(cores, "store."+id+".pool.workers").N, 4)
			want := to(n.Key, max(workers, 4*cores))
			if n.N < workers {
				p.Report(p.proposing(p.Setting(n.At, "%s = %d is below the %d worker threads: some always wait for a connection", n.Key, n.N, workers).WithDetail("Set %s = %s.", want.key, want.literal), want))
			} else if n.N > max(8*cores, 8, workers) {
				p.Report(p.proposing(p.Setting(n.At, "%s = %d on %d cores: all are opened at start, %s of memory, and one can write at a time", n.Key, n.N, cores, size(times(n.N, 2.2*(1<<20)))).WithDetail("Set %s = %s.", want.key, want.literal), want))
			}
		}
	},
}
