package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPRequestRAM compares the largest IMAP request with the memory of the host.
var IMAPRequestRAM = &Rule{
	Code:     "SC6025",
	Name:     "resource/imap-request-ram",
	Severity: diag.Warning,
	Summary:  "IMAP request limit too large for the host",
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/imap-proto/src/receiver.rs:312"}, {"0.15.5", "crates/imap-proto/src/receiver.rs:117"}},
	Check: func(p *Pass) {
		n := p.number(52428800, "imap.request.max-size")
		if !n.OK || !servesIMAP(p) || !p.complete() {
			return
		}
		if limit := p.share(0.10); 2*n.N > limit {
			want := max(roundDown(limit/2), 10<<20)
			if want >= n.N {
				return
			}
			p.Report(p.about(n, "%s (%s): two appends of that size take %s and stay allocated until the clients disconnect, a tenth of the host's memory is %s", n.is(), size(n.N), size(2*n.N), size(limit)).
				WithDetail("Set imap.request.max-size = %d, a little above session.data.limits.size.", want))
		}
	},
}
