package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// MacroCfgTarget reports references to settings that are not in the file.
var MacroCfgTarget = &Rule{
	Code:     "SC7009",
	Name:     "security/macro-cfg-target",
	Severity: diag.Error,
	Summary:  "%{cfg:...}% points to a key that is not in the file",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:95"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			for _, m := range settings.Macros(x.Value) {
				if m.Kind == settings.MacroCfg && m.Closed && !p.Set.Has(m.Name) && !p.Set.Partial {
					p.Report(p.Setting(x, "%s refers to %s, which is not in the file: the server logs an error and puts nothing in its place", x.Key, m.Name).
						WithDetail("Set %s in the file; settings in the database cannot be referred to.", m.Name))
				}
			}
		}
	},
}
