package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// RateFormat reports rates that the server cannot read or changes.
var RateFormat = &Rule{
	Code:     "SC2019",
	Name:     "schema/rate-format",
	Severity: diag.Error,
	Summary:  "Rate is malformed or under one second",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:617"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.RateType || !k.single() || !k.Plain() {
				continue
			}
			optional := k.Match.Key.Optional
			if optional && (k.Value == "none" || k.Value == "unlimited") {
				p.Report(p.Setting(k.Setting, "%s = %q does not switch the limit off: it becomes a rate with a period of zero, on which the server fails when it is first checked", k.Setting.Key, k.Value).
					WithDetail("Write false to switch it off.").
					WithFix("Write false", false, diag.Edit{Span: k.ValueSpan, New: "false"}))
				continue
			}
			if err := k.Match.Key.Check(k.Value); err != nil {
				p.Report(p.Setting(k.Setting, "%s = %q is not a rate: %v; the server %s", k.Setting.Key, k.Value, err, k.Effective()).
					WithDetail("Write a count, a slash and a duration, as 100/1m; false switches an optional rate off."))
			} else if n, ok := shortPeriod(k.Value); ok {
				p.Report(p.Setting(k.Setting, "%s = %q has a period under one second: the server raises it to 1 s", k.Setting.Key, k.Value).
					WithSeverity(diag.Warning).
					WithDetail("Write the number of requests in a second, as %s/1s.", n))
			}
		}
	},
}

// shortPeriod reports a period that the server raises.
func shortPeriod(v string) (count string, ok bool) {
	count, period, cut := strings.Cut(v, "/")
	ms, err := schema.ParseDuration(period)
	return strings.TrimSpace(count), cut && err == nil && ms < 1000
}
