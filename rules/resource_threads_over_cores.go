package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ThreadsOverCores compares the threads of embedded stores with the cores.
var ThreadsOverCores = &Rule{
	Code:     "SC6047",
	Name:     "resource/pool-workers-oversubscribed",
	Aliases:  []string{"resource/threads-over-cores"},
	Severity: diag.Warning,
	Summary:  "Worker threads far above cores",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:112"}},
	Check: func(p *Pass) {
		if !p.Host.Cores.Known() {
			return
		}
		cores := p.Host.Cores.Value
		for _, id := range p.Set.IDs("store", "type") {
			typ := p.typeOf("store", id)
			n := p.number(cores, "store."+id+".pool.workers")
			if typ != "rocksdb" && typ != "sqlite" || n.At == nil || !n.OK || n.N <= max(4, cores) {
				continue
			}
			p.Report(p.removing(p.Setting(n.At, "%s = %d on %d cores: an embedded store never has more work at once than the server has async workers, one per core, so %d threads sit idle", n.Key, n.N, cores, n.N-max(4, cores)).
				WithDetail("Remove it: the default is the number of cores, and 4 at least."), n.Key))
		}
	},
}
