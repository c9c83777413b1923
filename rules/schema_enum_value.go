package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// EnumValue reports words that are not among the values of a setting.
var EnumValue = &Rule{
	Code:     "SC2007",
	Name:     "schema/enum-value",
	Severity: diag.Error,
	Summary:  "Value not in the list",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:520"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.Enum || len(k.Match.Key.Values) == 0 || !k.Plain() || k.Match.Key.Check(k.Value) == nil || enumElsewhere(&k) {
				continue
			}
			f := p.Setting(k.Setting, "%s = %q is not one of the values: the server %s", k.Setting.Key, k.Value, k.Effective())
			best := schema.NearestValue(k.Match.Key, k.Value)
			if best == "" {
				p.Report(f.WithDetail("The values are %s.", schema.ValueList(k.Match.Key)))
				continue
			}
			p.Report(f.WithDetail("Did you mean %s? The values are %s.", best, schema.ValueList(k.Match.Key)).
				WithFix("Write "+best, false, diag.Edit{Span: k.ValueSpan, New: `"` + best + `"`}))
		}
	},
}

// enumElsewhere reports values that other rules speak about.
func enumElsewhere(k *Known) bool {
	switch k.Match.Key.Pattern {
	case "server.listener.*.protocol":
		return strings.EqualFold(k.Value, "jmap") // version/protocol-jmap
	}
	return false
}
