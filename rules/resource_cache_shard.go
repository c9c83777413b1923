package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheShardTooSmall compares the parts of the message cache with the largest mailbox.
var CacheShardTooSmall = &Rule{
	Code:     "SC6035",
	Name:     "resource/mem-cache-shard-too-small",
	Severity: diag.Error,
	Summary:  "Big mailboxes can never be cached on this many cores",
	Fix:      UnsafeFix,
	Since:    "0.12",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/cache.rs:42"}},
	Check: func(p *Pass) {
		n, capacity := p.number(52428800, "cache.message.size"), p.number(0, "cache.message.capacity")
		if !p.Host.Cores.Known() || !n.OK || !capacity.OK || !p.complete() {
			return
		}
		cores := int(p.Host.Cores.Value)
		largest, want := budget.LargestMailbox(n.N, capacity.N, cores), p.largestMailbox()
		if largest >= want {
			return
		}
		severity := diag.Warning
		if p.Workload != nil {
			severity = p.atMost(diag.Error, n)
		}
		f := p.about(n, "%s is split into %d parts on %s, and an account must fit one: mailboxes above %d messages are never cached and are rebuilt from the store at every visit",
			p.isSize(n), budget.Parts(n.N, capacity.N, cores), plural(cores, "core"), largest).WithSeverity(severity)
		changes := p.messageCache()
		if len(changes) == 0 {
			p.Report(f.WithDetail("A mailbox of %d messages takes %s, more than this host has for the cache.", want, size(budget.MailboxWeight(want))))
			return
		}
		p.Report(p.proposing(f.WithDetail("Set %s for mailboxes of %d messages.", written(changes), want), changes...))
	},
}
