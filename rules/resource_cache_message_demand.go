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
	Fix:      UnsafeFix,
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
		f := p.about(n, "%s, but the accounts active in a day want %s: they push each other out, and each visit rebuilds an account from the store", p.isSize(n), size(need))
		// The finding stands whatever the memory is, so that a larger host never
		// adds one; only the advice depends on what the host can carry.
		sum := fmt.Sprintf("1.2 × %.0f active accounts × (96 B × %d messages + 4 KiB)", float64(p.Workload.Users)*p.Workload.ActiveShare, p.Workload.MailboxMessages)
		if changes := p.messageCache(); len(changes) > 0 && p.cacheRoom() > n.N {
			parts := "."
			if p.partsTooSmall(max(n.N, budget.RoundUp(need))) {
				parts = fmt.Sprintf(", and a mailbox of %d messages has to fit one part of it.", p.largestMailbox())
			}
			p.Report(p.proposing(f.WithDetail("Set %s: %s%s", written(changes), sum, parts), changes...))
			return
		}
		p.Report(f.WithDetail("Wanted: %s. This host has no room for more: a quarter of its memory is %s, so a larger cache needs a larger host, or fewer users on it.", sum, size(p.share(budget.ShareCache))))
	},
}

// messageCache are the changes that give the message cache the size and the parts
// it should have; none where it has them.
func (p *Pass) messageCache() []change {
	n, capacity := p.number(52428800, "cache.message.size"), p.number(0, "cache.message.capacity")
	if !n.OK || !capacity.OK {
		return nil
	}
	var demand uint64
	largest, cores := uint64(0), 1
	if p.Workload != nil {
		demand = budget.MessageDemand(*p.Workload)
	}
	if p.Host.Cores.Known() {
		cores, largest = int(p.Host.Cores.Value), p.largestMailbox()
	}
	size, parts := budget.CacheFit(n.N, capacity.N, largest, demand, p.cacheRoom(), cores)
	var out []change
	if size != n.N {
		out = append(out, to("cache.message.size", size))
	}
	if parts != capacity.N {
		out = append(out, to("cache.message.capacity", parts))
	}
	return out
}

// partsTooSmall reports that a message cache of a size would refuse the largest
// mailbox.
func (p *Pass) partsTooSmall(size uint64) bool {
	capacity := p.number(0, "cache.message.capacity")
	return p.Host.Cores.Known() && capacity.OK && budget.LargestMailbox(size, capacity.N, int(p.Host.Cores.Value)) < p.largestMailbox()
}

// largestMailbox is the number of messages an account may have: what was
// declared, else what is not unusual.
func (p *Pass) largestMailbox() uint64 {
	if p.Workload != nil {
		return p.Workload.LargestMailbox
	}
	return 20_000
}
