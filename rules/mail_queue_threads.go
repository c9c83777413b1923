package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// QueueThreadsCPU reports more local deliveries at once than the cores carry.
var QueueThreadsCPU = &Rule{
	Code:     "SC8009",
	Name:     "mail/queue-threads-cpu",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Local queue concurrency far above the cores",
	Since:    "0.13",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/queue/manager.rs:107"}, {"0.15.5", "crates/smtp/src/outbound/delivery.rs:277"}},
	Check: func(p *Pass) {
		n := p.number(25, "queue.virtual.local.threads-per-node")
		if !p.Host.Cores.Known() || n.At == nil || !n.OK || n.N <= 16*p.Host.Cores.Value {
			return
		}
		p.Report(p.Setting(n.At, "%s on %s: local delivery is work for the processor and the store, so more of it at once takes memory and is no faster", n.is(), plural(int(p.Host.Cores.Value), "core")).
			WithDetail("Set it to 4 to 8 for each core, here %d.", 8*p.Host.Cores.Value))
	},
}
