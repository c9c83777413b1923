package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// WebhookEvents reports webhooks that are never called.
var WebhookEvents = &Rule{
	Code:     "SC9207",
	Name:     "observability/webhook-no-events",
	Severity: diag.Warning,
	Summary:  "Webhook has no events",
	Since:    "0.9",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("webhook", "url") {
			if len(p.Set.List("webhook."+id+".events")) == 0 && !p.Set.Partial {
				p.Report(diag.At(p.objectSpan("webhook", id), "webhook.%s has no events: the server logs a warning and drops it", id).On("webhook." + id + ".events").
					WithDetail("Add events = [\"auth.*\"], or the ones you want."))
			}
		}
	},
}
