package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// DurationWithoutUnit reports bare numbers for durations, which count milliseconds.
var DurationWithoutUnit = &Rule{
	Code:     "SC2006",
	Name:     "schema/duration-without-unit",
	Severity: diag.Error,
	Summary:  "Duration without a unit means milliseconds",
	Since:    "0.15",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:581"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.Duration || !k.single() || !allDigits(k.Value) || k.Match.Key.Check(k.Value) != nil ||
				k.Match.Key.Optional && schema.None(k.Value) {
				continue
			}
			ms, err := schema.ParseDuration(k.Value)
			if err != nil {
				continue
			}
			f := p.Setting(k.Setting, "%s = %s has no unit: the server reads milliseconds, that is %s", k.Setting.Key, k.Value, schema.FormatDuration(ms)).
				WithDetail("Write the unit: %ss for seconds, %sms for milliseconds.", k.Value, k.Value)
			if ms%1000 == 0 {
				f = f.WithSeverity(diag.Warning) // may well be meant as milliseconds
			}
			p.Report(f.WithFix("Write the unit the server uses", true, diag.Edit{Span: k.ValueSpan, New: `"` + k.Value + `ms"`}).Intending(k.Setting.Key))
		}
	},
}
