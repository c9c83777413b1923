package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// AlertIncomplete reports alerts without a way to notify.
var AlertIncomplete = &Rule{
	Code:     "SC9208",
	Name:     "observability/alert-incomplete",
	Severity: diag.Warning,
	Summary:  "Alert notifies nobody",
	Since:    "0.10",
	Cites:    []Cite{{"0.15.5", "crates/common/src/enterprise/config.rs:293"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("metrics.alerts", "condition") {
			g := "metrics.alerts." + id
			if v, _ := p.Set.Value(g + ".enable"); v != "true" {
				continue
			}
			event, _ := p.Set.Value(g + ".notify.event.enable")
			mail, _ := p.Set.Value(g + ".notify.email.enable")
			if event != "true" && mail != "true" && !p.Set.Partial {
				p.Report(diag.At(p.objectSpan("metrics.alerts", id), "%s has no way to notify: a server with an enterprise licence, which alerts need, logs an error and the alert tells nobody", g).On(g + ".notify").
					WithDetail("Set notify.event.enable or notify.email.enable."))
			}
			if from, ok := p.Set.Lookup(g + ".notify.email.from-addr"); ok && mail == "true" && !strings.Contains(from.Value, "@") && !from.HasMacro() {
				p.Report(p.Setting(from, "%s = %q is no address: a server with an enterprise licence, which alerts need, logs an error", from.Key, from.Value).WithDetail("Write an address."))
			}
		}
	},
}
