package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPTokenAmplification compares what one IMAP request may grow to before any login with the memory of the host.
var IMAPTokenAmplification = &Rule{
	Code:     "SC6084",
	Name:     "resource/imap-token-amplification",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "IMAP request limit allows memory amplification before login",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/imap-proto/src/receiver.rs:133"}},
	Check: func(p *Pass) {
		n := p.number(52428800, "imap.request.max-size")
		if !n.OK || !p.Host.RAM.Known() || !servesIMAP(p) || !p.complete() {
			return
		}
		need := times(n.N, budget.TokenMemory())
		want := p.Fit().IMAPRequest
		if need <= p.ram() || n.N <= want {
			return
		}
		p.Report(p.proposing(p.about(n, "%s: a request made of brackets and one-letter words takes about %.0f times its size, so one client that has not logged in may make the server need %s, the host has %s", p.isSize(n), budget.TokenMemory(), size(need), size(p.ram())).
			WithDetail("Set imap.request.max-size = %d (%s); it must stay above the largest message that clients upload.", want, size(want)), to(n.Key, want)))
	},
}
