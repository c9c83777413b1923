package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// LookupOnSQL reports rate limits and locks of a cluster in a SQL database.
var LookupOnSQL = &Rule{
	Code:     "SC4106",
	Name:     "storage/lookup-on-sql",
	Severity: diag.Warning,
	Summary:  "In-memory store on SQL for a busy or clustered server",
	Cites:    []Cite{{"0.15.5", "crates/store/src/dispatch/lookup.rs"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("storage.lookup")
		if !ok || !p.Set.Has("cluster.node-id") && !p.Set.Has("cluster.coordinator") {
			return
		}
		if t := p.typeOf("store", x.Value); t == "postgresql" || t == "mysql" {
			p.Report(p.Setting(x, "storage.lookup = %q is a %s store: every rate limit, lock and queue lease of the cluster becomes a write to the database", x.Value, t).
				WithDetail("Use a store of type redis for storage.lookup."))
		}
	},
}
