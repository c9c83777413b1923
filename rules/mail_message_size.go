package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// MessageSizeMismatch reports sizes that let mail in which clients cannot store.
var MessageSizeMismatch = &Rule{
	Code:     "SC8005",
	Name:     "mail/message-size-mismatch",
	Severity: diag.Warning,
	Summary:  "Message size limits contradict each other",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs:28"}},
	Check: func(p *Pass) {
		smtp, imap := p.number(104857600, "session.data.limits.size"), p.number(52428800, "imap.request.max-size")
		if smtp.OK && imap.OK && smtp.At != nil && imap.At != nil && imap.N > 0 && imap.N < smtp.N/2 {
			p.Report(p.Setting(imap.At, "imap.request.max-size = %d is far below session.data.limits.size = %d: mail of that size arrives, but clients cannot save a copy of what they send", imap.N, smtp.N).
				WithDetail("Set imap.request.max-size a little above session.data.limits.size."))
		}
	},
}
