package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// Clamped reports values that the server lowers silently.
var Clamped = &Rule{
	Code:     "SC2033",
	Name:     "schema/clamped-value",
	Severity: diag.Warning,
	Summary:  "Value is cut to a limit without a word",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/fs/mod.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if n := p.number(2, "store."+id+".depth"); n.At != nil && n.OK && n.N > 5 && p.typeOf("store", id) == "fs" {
				p.Report(p.Setting(n.At, "%s = %d is cut to 5", n.Key, n.N).WithDetail("Write 5 or less; 2 levels hold millions of files."))
			}
		}
	},
}
