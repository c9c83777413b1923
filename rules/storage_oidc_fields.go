package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// OIDCFields reports a field that the server ignores.
var OIDCFields = &Rule{
	Code:     "SC4116",
	Name:     "storage/oidc-fields",
	Severity: diag.Warning,
	Summary:  "OIDC user name field is the address field",
	Since:    "0.11",
	Cites:    []Cite{{"0.15.5", "crates/directory/src/backend/oidc/config.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("directory", "type") {
			a, ok := p.Set.Lookup("directory." + id + ".fields.username")
			b, ok2 := p.Set.Lookup("directory." + id + ".fields.email")
			if ok && ok2 && a.Value == b.Value && !a.HasMacro() {
				p.Report(p.Setting(a, "directory.%s.fields.username is the same as fields.email: the server ignores it", id).WithDetail("Remove it, or name the field with the user name."))
			}
		}
	},
}
