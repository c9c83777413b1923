package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// PoolSmall compares pools of database connections with the cores.
var PoolSmall = &Rule{
	Code:     "SC6043",
	Name:     "resource/pg-pool-small",
	Aliases:  []string{"resource/redis-pool"},
	Severity: diag.Warning,
	Summary:  "PostgreSQL pool too small",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/postgres/main.rs:47"}, {"0.15.5", "crates/store/src/backend/redis/mod.rs:164"}},
	Check: func(p *Pass) {
		if !p.Host.Cores.Known() {
			return
		}
		cores := p.Host.Cores.Value
		for _, id := range p.Set.IDs("store", "type") {
			typ := p.typeOf("store", id)
			least := map[string]uint64{"postgresql": max(10, 2*cores), "redis": 2 * cores}[typ]
			n := p.number(least, "store."+id+".pool.max-connections")
			if least == 0 || n.At == nil || !n.OK || n.N >= least || n.N == 0 {
				continue
			}
			want := max(10, least)
			f := p.Setting(n.At, "%s = %d on %d cores: work waits for a free connection, without a time limit for PostgreSQL", n.Key, n.N, cores).
				WithDetail("Set %s = %d.", n.Key, want)
			if typ == "redis" {
				f = p.Setting(n.At, "%s = %d on %d cores: lookups wait for a free connection", n.Key, n.N, cores).WithSeverity(diag.Info).WithDetail("Set %s = %d.", n.Key, want)
			}
			p.Report(p.proposing(f, to(n.Key, want)))
		}
	},
}
