package rules

import (
	"path"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// SharedPath reports embedded stores in one place.
var SharedPath = &Rule{
	Code:     "SC4111",
	Name:     "storage/shared-path",
	Severity: diag.Error,
	Summary:  "Two stores or two nodes share one embedded path",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}},
	Check: func(p *Pass) {
		paths := map[string]string{}
		for _, id := range p.Set.IDs("store", "type") {
			t := p.typeOf("store", id)
			x, ok := p.Set.Lookup("store." + id + ".path")
			if !ok || x.HasMacro() || t != "rocksdb" && t != "sqlite" {
				continue
			}
			clean := path.Clean(x.Value)
			other, taken := paths[clean]
			if !taken {
				paths[clean] = id
				continue
			}
			first, _ := p.Set.Lookup("store." + other + ".path")
			p.Report(p.Setting(x, "store.%s and store.%s have one path: %s", id, other, map[string]string{"rocksdb": "the second cannot be opened, RocksDB locks its directory", "sqlite": "both write the same database"}[t]).
				WithDetail("Give each store a path of its own.").
				WithRelated(first.ValueSpan, "store.%s", other))
		}
	},
}
