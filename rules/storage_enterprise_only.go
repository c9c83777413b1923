package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// EnterpriseOnly reports stores that only the enterprise edition has.
var EnterpriseOnly = &Rule{
	Code:     "SC4104",
	Name:     "storage/enterprise-only",
	Severity: diag.Warning,
	Summary:  "Feature needs an enterprise licence",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/store/src/lib.rs:797"}, {"0.15.5", "crates/common/src/config/mod.rs:83"}},
	Check: func(p *Pass) {
		if p.Set.Has("enterprise.license-key") || p.Set.Has("enterprise.api-key") {
			return
		}
		for _, id := range p.Set.IDs("store", "type") {
			x, _ := p.Set.Lookup("store." + id + ".type")
			switch t := p.typeOf("store", id); t {
			case "sql-read-replica":
				p.unlicensedReplicas(x, id)
			case "sharded-blob", "distributed-blob":
				effect := "without one the server drops it without a word"
				if v, _ := p.Set.Value("storage.blob"); v == id {
					effect = "without one the server logs an error for storage.blob and ends at start for want of a store"
				}
				p.Report(p.Setting(x, "store.%s is of type %s, which needs an enterprise licence: %s", id, t, effect).WithDetail(needLicense))
			case "sharded-in-memory":
				p.Report(p.Setting(x, "store.%s is of type %s, which is a feature of the enterprise edition: the server uses it without asking for a licence", id, t).
					WithSeverity(diag.Info).WithDetail(needLicense))
			}
		}
	},
}

const needLicense = "Set enterprise.license-key, or use a store of another type."

// unlicensedReplicas speaks of a store with read replicas: without a licence it is
// gone as a data store, and stays for messages, look-ups and searches.
func (p *Pass) unlicensedReplicas(x *settings.Setting, id string) {
	effect := "without one the server drops it as a data store without a word; it still serves as storage.blob, lookup and fts"
	if v, _ := p.Set.Value("storage.data"); v == id {
		effect = "without one the server logs an error for storage.data and ends at start for want of a store"
	}
	p.Report(p.Setting(x, "store.%s is of type sql-read-replica, which needs an enterprise licence: %s", id, effect).WithDetail(needLicense))
}
