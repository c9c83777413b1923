package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SMTPSizeRAM compares the largest message with the memory of the host.
var SMTPSizeRAM = &Rule{
	Code:     "SC6055",
	Name:     "resource/smtp-size-ram",
	Severity: diag.Error,
	Summary:  "One maximum-size message needs too much memory",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/inbound/data.rs:52"}},
	Check: func(p *Pass) {
		n := p.number(104857600, "session.data.limits.size")
		if !n.OK || !p.complete() || !servesSMTP(p) {
			return
		}
		limit := p.share(0.75)
		severity := diag.Error
		if times(n.N, 6) <= limit {
			limit, severity = p.share(budget.ShareMessage), diag.Warning
			if times(n.N, 6) <= limit || n.At == nil && p.ram() > 2<<30 {
				return
			}
		}
		want := p.Fit().Message
		p.Report(p.proposing(p.about(n, "%s: accepting one such message takes 6 times its size, %s, on a host with %s", p.isSize(n), budget.Bytes(times(n.N, 6)), budget.Bytes(p.ram())).WithSeverity(p.atMost(severity, n)).
			WithDetail("Set session.data.limits.size = %d (%s).", want, budget.Bytes(want)), to(n.Key, want)))
	},
}

func servesSMTP(p *Pass) bool {
	for _, l := range p.Listeners() {
		if l.Protocol == "smtp" || l.Protocol == "lmtp" {
			return true
		}
	}
	return false
}
