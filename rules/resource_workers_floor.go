package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// WorkersFloor says that embedded stores have four threads at least.
var WorkersFloor = &Rule{
	Code:     "SC6062",
	Name:     "resource/store-workers-floor",
	Severity: diag.Info,
	Summary:  "pool.workers below 4 is raised to 4",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:112"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			t := p.typeOf("store", id)
			if n := p.number(4, "store."+id+".pool.workers"); (t == "rocksdb" || t == "sqlite") && n.At != nil && n.OK && n.N < 4 {
				p.Report(p.removing(p.Setting(n.At, "%s = %d is raised to 4", n.Key, n.N).WithDetail("Remove it."), n.Key))
			}
		}
	},
}
