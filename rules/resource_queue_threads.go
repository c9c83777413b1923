package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// QueueThreadsTooHigh compares deliveries at the same time with the memory of the host.
var QueueThreadsTooHigh = &Rule{
	Code:     "SC6049",
	Name:     "resource/queue-threads-too-high",
	Severity: diag.Warning,
	Summary:  "Delivery threads too many for this host",
	Since:    "0.13",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/queue/manager.rs:107"}},
	Check: func(p *Pass) {
		if !p.Target.AtLeast(13) || !p.Host.RAM.Known() {
			return
		}
		w := p.load()
		var sum uint64
		var most Number
		for _, id := range p.Set.IDs("queue.virtual", "threads-per-node") {
			n := p.number(25, "queue.virtual."+id+".threads-per-node")
			if !n.OK {
				return
			}
			if sum += n.N; n.N > most.N {
				most = n
			}
		}
		each := 4 * max(w.MessageSize, 1<<20)
		limit := p.share(0.20)
		if most.At == nil || times(sum, float64(each)) <= limit {
			return
		}
		p.Report(p.Setting(most.At, "The queues deliver %d messages at once: with messages of %s that is %s, a fifth of the host's memory is %s", sum, size(each/4), size(times(sum, float64(each))), size(limit)).
			WithDetail("Set %s = %d.", most.Key, max(roundDown(most.N*limit/times(sum, float64(each))), 2)))
	},
}
