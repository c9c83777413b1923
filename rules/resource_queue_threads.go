package rules

import (
	"cmp"
	"slices"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// QueueThreadsTooHigh compares deliveries at the same time with the memory of the host.
var QueueThreadsTooHigh = &Rule{
	Code:     "SC6049",
	Name:     "resource/queue-threads-too-high",
	Severity: diag.Warning,
	Summary:  "Delivery threads too many for this host",
	Fix:      UnsafeFix,
	Since:    "0.13",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/queue/manager.rs:107"}},
	Check: func(p *Pass) {
		if !p.Target.AtLeast(13) || !p.Host.RAM.Known() {
			return
		}
		var sum uint64
		var own []Number
		for _, id := range p.Set.IDs("queue.virtual", "threads-per-node") {
			n := p.number(25, "queue.virtual."+id+".threads-per-node")
			if !n.OK {
				return
			}
			sum += n.N
			own = append(own, n)
		}
		each := float64(4 * max(p.load().MessageSize, 1<<20))
		limit := p.share(0.20)
		if len(own) == 0 || times(sum, each) <= limit {
			return
		}
		most := slices.MaxFunc(own, func(a, b Number) int { return cmp.Compare(a.N, b.N) })
		part := float64(limit) / (float64(sum) * each)
		var changes []change
		for _, n := range own {
			if want := max(budget.RoundDown(times(n.N, part)), 2); want < n.N {
				changes = append(changes, to(n.Key, want))
			}
		}
		f := p.Setting(most.At, "The queues deliver %d messages at once: with messages of %s that is %s, a fifth of the host's memory is %s", sum, size(uint64(each)/4), size(times(sum, each)), size(limit))
		p.Report(p.proposing(f.WithDetail("Set %s.", written(changes)), changes...))
	},
}
