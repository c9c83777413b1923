package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// MetricsUnprotected reports metrics that everybody may read.
var MetricsUnprotected = &Rule{
	Code:     "SC9201",
	Name:     "observability/metrics-unprotected",
	Severity: diag.Warning,
	Summary:  "Prometheus endpoint without login",
	Since:    "0.9",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("metrics.prometheus.enable")
		if ok && x.Value == "true" && !p.Set.Has("metrics.prometheus.auth.username") && !p.Set.Has("metrics.prometheus.auth.secret") {
			p.Report(p.Setting(x, "The Prometheus endpoint is open to everybody who reaches the HTTP listener").
				WithDetail("Set metrics.prometheus.auth.username and metrics.prometheus.auth.secret."))
		}
	},
}
