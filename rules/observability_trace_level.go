package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// TraceLevel reports logs that hold whole sessions.
var TraceLevel = &Rule{
	Code:     "SC9205",
	Name:     "observability/tracer-trace-level",
	Severity: diag.Warning,
	Summary:  "Trace level left on",
	Since:    "0.8",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("tracer", "type") {
			x, ok := p.Set.Lookup("tracer." + id + ".level")
			if off, _ := p.Set.Value("tracer." + id + ".enable"); ok && strings.EqualFold(x.Value, "trace") && off != "false" {
				p.Report(p.Setting(x, "%s = %q writes every line of every session, message contents included", x.Key, x.Value).
					WithDetail("Use info, or debug while looking for something."))
			}
		}
	},
}
