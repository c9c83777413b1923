package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPCapVsListener compares the sessions of an account with those of the listener.
var IMAPCapVsListener = &Rule{
	Code:     "SC6021",
	Name:     "resource/imap-cap-vs-listener",
	Severity: diag.Warning,
	Summary:  "A handful of accounts can fill the IMAP listener",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:237"}},
	Check: func(p *Pass) {
		limit := p.number(0, "imap.rate-limit.concurrent")
		if limit.At == nil || !limit.OK || limit.N == 0 {
			return
		}
		for _, l := range p.Listeners() {
			if l.Protocol != "imap" {
				continue
			}
			if n, _, _ := budget.Limit(p.Set, l.ID); n > 0 && limit.N > n/3 {
				p.Report(p.Setting(limit.At, "imap.rate-limit.concurrent = %d, but the listener %s admits %d connections: three accounts can fill it", limit.N, l.ID, n).
					WithDetail("Lower the limit of an account, or raise max-connections of the listener."))
			}
		}
	},
}
