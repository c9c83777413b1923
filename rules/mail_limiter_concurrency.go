package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// LimiterConcurrency reports a limit of limiters that is documented and not read.
var LimiterConcurrency = &Rule{
	Code:     "SC8002",
	Name:     "mail/limiter-concurrency-inert",
	Severity: diag.Warning,
	Summary:  "'concurrency' in a queue limiter is ignored",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/throttle.rs:76"}},
	Check: func(p *Pass) {
		for _, dir := range []string{"inbound", "outbound"} {
			for _, id := range p.Set.IDs("queue.limiter."+dir, "") {
				if x, ok := p.Set.Lookup("queue.limiter." + dir + "." + id + ".concurrency"); ok {
					p.Report(p.Key(x, "%s is not read: limiters know a rate only", x.Key).WithDetail("Remove it; queue.virtual.<id>.threads-per-node bounds deliveries at the same time."))
				}
			}
		}
	},
}
