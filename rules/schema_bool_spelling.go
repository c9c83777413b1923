package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// BoolSpelling reports what is meant as a boolean and is not one for the server.
var BoolSpelling = &Rule{
	Code:     "SC2001",
	Name:     "schema/bool-spelling",
	Severity: diag.Error,
	Summary:  "Boolean is not exactly true or false",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:490"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.Bool || !k.single() || !k.Plain() || k.Match.Key.Check(k.Value) == nil {
				continue
			}
			f := p.Setting(k.Setting, "%s = %q is not a boolean: the server %s", k.Setting.Key, k.Value, k.Effective()).
				WithDetail("Write true or false, in lower case and without blanks.")
			if want, ok := boolMeant(k.Value); ok {
				f = f.WithFix("Write "+want, false, diag.Edit{Span: k.ValueSpan, New: want})
			}
			p.Report(f)
		}
	},
}

// boolMeant tells which boolean a word stands for elsewhere.
func boolMeant(v string) (string, bool) {
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "true", "yes", "on", "1", "enable", "enabled":
		return "true", true
	case "false", "no", "off", "0", "disable", "disabled":
		return "false", true
	}
	return "", false
}
