package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// TracerOtelSplit reports OpenTelemetry tracers that send logs and spans to an
// address that takes one of them.
var TracerOtelSplit = &Rule{
	Code:     "SC9204",
	Name:     "observability/tracer-otel-split",
	Severity: diag.Info,
	Summary:  "OpenTelemetry tracer sends logs and spans to one endpoint",
	Since:    "0.8",
	Fix:      UnsafeFix,
	Cites: []Cite{
		{"0.15.5", "crates/common/src/config/telemetry.rs:266"}, {"0.15.5", "crates/common/src/config/telemetry.rs:347"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/687"},
	},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("tracer", "type") {
			g := "tracer." + id
			typ := p.typeOf("tracer", id)
			if enable, _ := p.Set.Value(g + ".enable"); enable == "false" || typ != "open-telemetry" && typ != "otel" || p.Set.Has(g+".enable.log-exporter") || p.Set.Has(g+".enable.span-exporter") {
				continue
			}
			if transport, _ := p.Set.Value(g + ".transport"); transport != "http" {
				continue // one address serves both over gRPC
			}
			x, ok := p.Set.Lookup(g + ".endpoint")
			if !ok || x.HasMacro() {
				continue
			}
			p.Report(p.otelFinding(g, x.Value))
		}
	},
}

// otelFinding says which of the two the address does not take.
func (p *Pass) otelFinding(group, endpoint string) diag.Finding {
	x, _ := p.Set.Lookup(group + ".endpoint")
	path, _, _ := strings.Cut(endpoint, "?")
	lost, off := "logs", "log-exporter"
	switch {
	case strings.HasSuffix(path, "/v1/logs"):
		lost, off = "spans", "span-exporter"
	case strings.HasSuffix(path, "/v1/traces"):
	default:
		return p.Setting(x, "%s sends logs and spans over HTTP to the very same address, as written: collectors take spans at /v1/traces and logs at /v1/logs", group).
			WithDetail("Write a tracer for each: one with the path /v1/traces and enable.log-exporter = false, one with /v1/logs and enable.span-exporter = false.")
	}
	f := p.Setting(x, "%s sends its %s to this address as well, and it does not take them: each batch is answered with an error", group, lost).
		WithDetail("Set enable.%s = false in [%s], and write a second tracer for the %s if you want them.", off, group, lost)
	if edit, ok := p.lineBefore(x, "enable."+off, "false"); ok && !p.Set.Has(group+".enable") {
		f = f.WithFix("Send no "+lost, false, edit).Intending(group + ".enable." + off)
	}
	return f
}
