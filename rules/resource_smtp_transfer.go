package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SMTPTransferVsSize reports a session limit that no message of the allowed size passes.
var SMTPTransferVsSize = &Rule{
	Code:     "SC6057",
	Name:     "resource/smtp-transfer-vs-size",
	Severity: diag.Error,
	Summary:  "Session transfer limit below the message limit",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/inbound/spawn.rs:157"}},
	Check: func(p *Pass) {
		total, one := p.number(262144000, "session.transfer-limit"), p.number(104857600, "session.data.limits.size")
		if !total.OK || !one.OK || total.N >= times(one.N, 1.02) || total.At == nil && one.At == nil {
			return
		}
		at := total
		if at.At == nil {
			at = one
		}
		p.Report(p.proposing(p.about(at, "session.transfer-limit = %d is below session.data.limits.size = %d: the session is cut off before a message of the allowed size has arrived", total.N, one.N).
			WithDetail("Set session.transfer-limit = %d.", 2*one.N).WithSeverity(p.atMost(diag.Error, total, one)), to("session.transfer-limit", 2*one.N)))
	},
}
