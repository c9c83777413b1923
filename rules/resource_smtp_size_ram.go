package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SMTPSizeRAM compares the largest message with the memory of the host.
var SMTPSizeRAM = &Rule{
	Code:     "SC6055",
	Name:     "resource/smtp-size-ram",
	Severity: diag.Error,
	Summary:  "One maximum-size message needs too much memory",
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
			limit, severity = p.share(0.25), diag.Warning
			if times(n.N, 6) <= limit || n.At == nil && p.ram() > 2<<30 {
				return
			}
		}
		p.Report(p.about(n, "%s (%s): accepting one such message takes 6 times its size, %s, on a host with %s", n.is(), size(n.N), size(times(n.N, 6)), size(p.ram())).WithSeverity(severity).
			WithDetail("Set session.data.limits.size = %d (%s).", roundDown(p.share(0.25)/6), size(roundDown(p.share(0.25)/6))))
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
