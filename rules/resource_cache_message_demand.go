package rules

import (
	"fmt"

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
		r := p.about(n, "%s (%s), but the accounts active in a day want %s: they push each other out, and each visit rebuilds an account from the store", n.is(), size(n.N), size(need))
		// The finding stands whatever the memory is, so that a larger host never
		// adds one; only the advice depends on what the host can carry.
		sum := fmt.Sprintf("1.2 × %.0f active accounts × (96 B × %d messages + 4 KiB)", float64(p.Workload.Users)*p.Workload.ActiveShare, p.Workload.MailboxMessages)
		want := min(roundUp(need), roundDown(p.share(0.25)))
		if want > n.N {
			p.Report(r.WithDetail("Set cache.message.size = %d (%s): %s.", want, size(want), sum))
			return
		}
		p.Report(r.WithDetail("Wanted: %s. A quarter of this host's memory is %s, so a larger cache needs a larger host, or fewer users on it.", sum, size(p.share(0.25))))
	},
}
