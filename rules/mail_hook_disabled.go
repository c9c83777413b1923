package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HookDisabled reports milters and hooks without the setting that makes them run.
var HookDisabled = &Rule{
	Code:     "SC8015",
	Name:     "mail/hook-disabled",
	Severity: diag.Warning,
	Summary:  "Milter or hook is defined but never runs",
	Since:    "0.10",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/session.rs"}},
	Check: func(p *Pass) {
		for group, suffix := range map[string]string{"session.milter": "hostname", "session.hook": "url"} {
			for _, id := range p.Set.IDs(group, suffix) {
				key := group + "." + id + ".enable"
				if !p.Set.Has(key) && !p.Set.HasUnder(key) && !p.Set.Partial {
					p.Report(diag.At(p.objectSpan(group, id), "%s.%s has no enable: it is defined, but never runs", group, id).On(key).
						WithDetail("Add enable = true, or a condition."))
				}
			}
		}
	},
}
