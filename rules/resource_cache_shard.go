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
	Since:    "0.12",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/cache.rs:42"}},
	Check: func(p *Pass) {
		n, capacity := p.number(52428800, "cache.message.size"), p.number(0, "cache.message.capacity")
		if !p.Host.Cores.Known() || !n.OK || !capacity.OK || !p.complete() {
			return
		}
		cores := int(p.Host.Cores.Value)
		largest := budget.LargestMailbox(n.N, capacity.N, cores)
		want, severity := uint64(20_000), diag.Warning
		if p.Workload != nil {
			want, severity = p.Workload.LargestMailbox, diag.Error
		}
		if largest >= want {
			return
		}
		f := p.about(n, "%s (%s) on %d cores is split into parts, and an account must fit one: mailboxes above %d messages are never cached and are rebuilt from the store at every visit", n.is(), size(n.N), cores, largest).WithSeverity(severity)
		need := budget.SmallestCache(want, cores)
		if need <= p.share(0.25) {
			p.Report(f.WithDetail("Set cache.message.size = %d (%s) for %d messages.", roundUp(need), size(roundUp(need)), want))
			return
		}
		one := min(max(times(budget.MailboxWeight(want), 1/0.97)+1, n.N), roundDown(p.share(0.25)))
		p.Report(f.WithDetail("Set cache.message.capacity = 32, which makes one part, and cache.message.size = %d.", roundUp(one)))
	},
}
