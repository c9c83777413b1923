package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// EnterpriseOnly reports stores that only the enterprise edition has.
var EnterpriseOnly = &Rule{
	Code:     "SC4104",
	Name:     "storage/enterprise-only",
	Severity: diag.Warning,
	Summary:  "Feature needs an enterprise licence",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/store/src/lib.rs:797"}, {"0.15.5", "crates/common/src/enterprise/config.rs"}},
	Check: func(p *Pass) {
		if p.Set.Has("enterprise.license-key") {
			return
		}
		for _, id := range p.Set.IDs("store", "type") {
			if t := p.typeOf("store", id); t == "sql-read-replica" || t == "sharded-blob" || t == "distributed-blob" || t == "sharded-in-memory" {
				x, _ := p.Set.Lookup("store." + id + ".type")
				p.Report(p.Setting(x, "store.%s is of type %s, which needs an enterprise licence: without one the server does not use it", id, t).
					WithDetail("Set enterprise.license-key, or use a store of another type. As storage.data it ends the server at start."))
			}
		}
	},
}
