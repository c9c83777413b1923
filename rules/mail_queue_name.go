package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// QueueNameTooLong reports names of queues that the server cuts off or drops.
var QueueNameTooLong = &Rule{
	Code:     "SC8006",
	Name:     "mail/queue-name-too-long",
	Severity: diag.Error,
	Summary:  "Virtual queue name longer than 8 bytes",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/queue.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("queue.virtual", "threads-per-node") {
			if len(id) > 8 {
				p.Report(diag.At(p.objectSpan("queue.virtual", id), "The virtual queue %s has a name of %d bytes: the server takes 8 at most and drops it", id, len(id)).On("queue.virtual." + id).
					WithDetail("Choose a shorter name, and use it in the schedules too."))
			}
		}
		for _, k := range p.Known() {
			if k.Match.Key.Type == schema.QueueName && k.Plain() && len(k.Value) > 8 {
				p.Report(p.Setting(k.Setting, "%s = %q is longer than 8 bytes: the server logs an error and uses the queue default", k.Setting.Key, k.Value).
					WithDetail("Choose a shorter name."))
			}
		}
	},
}
