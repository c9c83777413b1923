package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IDClash reports lists that have the id of a store.
var IDClash = &Rule{
	Code:     "SC2034",
	Name:     "schema/id-clash",
	Severity: diag.Error,
	Summary:  "Two in-memory stores have one id",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/store/src/config.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.memoryIDs() {
			if t := p.typeOf("store", id); t != "" {
				x, _ := p.Set.Lookup("store." + id + ".type")
				group := "lookup"
				if p.Set.Has("http-lookup." + id + ".url") {
					group = "http-lookup"
				}
				p.Report(diag.At(p.objectSpan(group, id), "%s.%s has the id of store.%s: the server logs an error and ignores the later one", group, id, id).On(group+"."+id).
					WithDetail("Rename one of them.").WithRelated(x.KeySpan, "the store of that id"))
			}
		}
	},
}
