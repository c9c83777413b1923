package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// AzureCredentials reports Azure stores with no credentials or both kinds.
var AzureCredentials = &Rule{
	Code:     "SC4112",
	Name:     "storage/azure-credentials",
	Severity: diag.Error,
	Summary:  "Not exactly one of access key and SAS token",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/azure/mod.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if p.typeOf("store", id) != "azure" {
				continue
			}
			key, sas := p.Set.Has("store."+id+".azure-access-key"), p.Set.Has("store."+id+".sas-token")
			if key == sas && !p.Set.Partial {
				p.Report(diag.At(p.objectSpan("store", id), "store.%s needs exactly one of azure-access-key and sas-token: the server logs an error and drops the store", id).On("store." + id).
					WithDetail("Set one of the two."))
			}
		}
	},
}
