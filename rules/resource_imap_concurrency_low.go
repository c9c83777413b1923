package rules

import (
	"math"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPConcurrencyLow reports a limit of IMAP sessions that ordinary clients run into.
var IMAPConcurrencyLow = &Rule{
	Code:     "SC6022",
	Name:     "resource/imap-concurrency-too-low",
	Severity: diag.Warning,
	Summary:  "IMAP per-account limit is below what clients open",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs:46"}},
	Check: func(p *Pass) {
		n := p.number(0, "imap.rate-limit.concurrent")
		if n.At == nil || !n.OK || n.N == 0 || !servesIMAP(p) {
			return
		}
		if n.N < p.leastSessions() {
			p.Report(p.proposing(p.Setting(n.At, "imap.rate-limit.concurrent = %d: one desktop client opens five sessions, and the limit counts all devices, POP3 and ManageSieve of an account", n.N).
				WithDetail("Set imap.rate-limit.concurrent = %d: about 5 for each device.", p.sessionsOfAccount()), to(n.Key, p.sessionsOfAccount())))
		}
	},
}

// servesIMAP reports a listener whose sessions the limit counts, or none in the
// file at all.
func servesIMAP(p *Pass) bool {
	ls := p.Listeners()
	for i := range ls {
		switch ls[i].Protocol {
		case "imap", "pop3", "managesieve", "":
			return true
		}
	}
	return len(ls) == 0
}

// sessionsOfAccount is the limit of IMAP sessions that suits an account: about
// five for each device, 16 at least.
func (p *Pass) sessionsOfAccount() uint64 {
	if p.Workload != nil {
		return max(16, uint64(math.Ceil(5*p.Workload.Devices))+1)
	}
	return 16
}

// leastSessions is the smallest limit that the clients of an account do not run
// into.
func (p *Pass) leastSessions() uint64 {
	if p.Workload != nil {
		return max(5, uint64(math.Ceil(5*p.Workload.Devices)))
	}
	return 5
}
