package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheMessageDemand compares the message cache with the accounts of the declared users.
var CacheMessageDemand = &Rule{
	Code:     "SC6008",
	Name:     "resource/cache-message-demand",
	Severity: diag.Warning,
	Summary:  "Message cache below the active working set",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/email/src/cache/email.rs:312"}},
	Check: func(p *Pass) {
		n := p.number(52428800, "cache.message.size")
		if p.Workload == nil || !n.OK {
			return
		}
		need := budget.MessageDemand(*p.Workload)
		if n.N >= need {
			return
		}
		want := min(roundUp(need), roundDown(p.share(0.25)))
		if want <= n.N {
			return
		}
		p.Report(p.about(n, "%s (%s), but the accounts active in a day want %s: they push each other out, and each visit rebuilds an account from the store", n.is(), size(n.N), size(need)).
			WithDetail("Set cache.message.size = %d (%s): 1.2 × %.0f active accounts × (96 B × %d messages + 4 KiB).", want, size(want), float64(p.Workload.Users)*p.Workload.ActiveShare, p.Workload.MailboxMessages))
	},
}
