package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// TemplateResidue reports placeholders of templates and shells that nobody filled in.
var TemplateResidue = &Rule{
	Code:     "SC7018",
	Name:     "security/template-residue",
	Severity: diag.Error,
	Summary:  "Template or shell placeholder left in the value",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:63"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type == schema.Template || k.Match.Key.Type == schema.Sieve || k.Match.Key.Type == schema.LdapFilter || k.Match.Key.IsExpression() {
				continue
			}
			if what := placeholder(k.Value); what != "" {
				p.Report(p.Setting(k.Setting, "%s still has the placeholder %s: the server takes it as it stands", k.Setting.Key, what).
					WithDetail("Fill in the template before the server reads the file. The server itself knows %%{env:NAME}%% only."))
			}
		}
	},
}

// placeholder finds ${NAME}, {{ name }}, <% name %> or a word such as CHANGEME.
func placeholder(v string) string {
	if v == "" || strings.IndexByte(v, '{') < 0 && strings.IndexByte(v, '<') < 0 && (len(v) > 14 || strings.IndexByte("cftry", v[0]|0x20) < 0) {
		return ""
	}
	for _, pair := range [...][2]string{{"${", "}"}, {"{{", "}}"}, {"<%", "%>"}} {
		if i := strings.Index(v, pair[0]); i >= 0 {
			if j := strings.Index(v[i:], pair[1]); j > 0 {
				return v[i : i+j+len(pair[1])]
			}
		}
	}
	for _, word := range [...]string{"changeme", "change-me", "change_me", "changethis", "replaceme", "replace-me", "replace_me", "fixme", "todo", "yourpassword", "your-password", "your_password", "yoursecret"} {
		if strings.EqualFold(v, word) {
			return v
		}
	}
	return ""
}
