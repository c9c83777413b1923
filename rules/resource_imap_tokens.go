package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// tokenMemory is what a request of one-byte words takes in memory for each of
// its bytes.
const tokenMemory = 24

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
		need := times(n.N, tokenMemory)
		if need <= p.ram() {
			return
		}
		want := p.Fit().IMAPRequest
		p.Report(p.proposing(p.about(n, "%s: a request made of brackets and one-letter words takes about %d times its size, so one client that has not logged in may make the server need %s, the host has %s", p.isSize(n), tokenMemory, size(need), size(p.ram())).
			WithDetail("Set imap.request.max-size = %d; it must stay above the largest message that clients upload.", want), to(n.Key, want)))
	},
}
