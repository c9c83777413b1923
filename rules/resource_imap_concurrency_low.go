package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPConcurrencyLow reports a limit of IMAP sessions that ordinary clients run into.
var IMAPConcurrencyLow = &Rule{
	Code:     "SC6022",
	Name:     "resource/imap-concurrency-too-low",
	Severity: diag.Warning,
	Summary:  "IMAP per-account limit is below what clients open",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs:46"}},
	Check: func(p *Pass) {
		n := p.number(0, "imap.rate-limit.concurrent")
		if n.At == nil || !n.OK || n.N == 0 || !servesIMAP(p) {
			return
		}
		want := uint64(10)
		if p.Workload != nil {
			want = uint64(5 * p.Workload.Devices)
		}
		if n.N < 5 || p.Workload != nil && n.N < want {
			p.Report(p.Setting(n.At, "imap.rate-limit.concurrent = %d: one desktop client opens five sessions, and the limit counts all devices, POP3 and ManageSieve of an account", n.N).
				WithDetail("Set it to 16, or about 5 for each device."))
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
