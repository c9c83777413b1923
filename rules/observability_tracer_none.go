package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// TracerNone reports tracers that are all switched off.
var TracerNone = &Rule{
	Code:     "SC9203",
	Name:     "observability/tracer-none",
	Severity: diag.Warning,
	Summary:  "No tracer is enabled",
	Since:    "0.8",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		if !p.complete() {
			return
		}
		off := 0
		ids := p.Set.IDs("tracer", "type")
		for _, id := range ids {
			if v, _ := p.Set.Value("tracer." + id + ".enable"); v == "false" {
				off++
			}
		}
		if len(ids) > 0 && off == len(ids) {
			p.Report(diag.At(p.objectSpan("tracer", ids[0]), "Every tracer is switched off: the server writes to the console at level info instead").On("tracer").
				WithDetail("Enable one of them."))
		}
	},
}
