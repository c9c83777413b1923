package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPRequestRAM compares the largest IMAP request with the memory of the host.
var IMAPRequestRAM = &Rule{
	Code:     "SC6025",
	Name:     "resource/imap-request-ram",
	Severity: diag.Warning,
	Summary:  "IMAP request limit too large for the host",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/imap-proto/src/receiver.rs:312"}, {"0.15.5", "crates/imap-proto/src/receiver.rs:117"}},
	Check: func(p *Pass) {
		n := p.number(52428800, "imap.request.max-size")
		if !n.OK || !servesIMAP(p) || !p.complete() {
			return
		}
		if limit := p.share(budget.ShareAppend); times(n.N, 2) > limit && n.N > 10<<20 {
			want := p.Fit().IMAPRequest
			p.Report(p.proposing(p.about(n, "%s: two appends of that size take %s and stay allocated until the clients disconnect, a tenth of the host's memory is %s", p.isSize(n), size(times(n.N, 2)), size(limit)).
				WithDetail("Set imap.request.max-size = %d (%s).", want, size(want)), to(n.Key, want)))
		}
	},
}
