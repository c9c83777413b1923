package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPConcurrencyUnlimited says that accounts may open any number of IMAP sessions.
var IMAPConcurrencyUnlimited = &Rule{
	Code:     "SC6023",
	Name:     "resource/imap-concurrency-unlimited",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "No IMAP per-account limit",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs:46"}},
	Check: func(p *Pass) {
		for _, l := range p.Listeners() {
			if l.Protocol == "imap" && !p.Set.Has("imap.rate-limit.concurrent") {
				p.Report(p.proposing(p.Setting(l.ProtocolAt, "imap.rate-limit.concurrent is not set: one account may take every slot of the IMAP listeners").
					On("imap.rate-limit.concurrent").WithDetail("Set imap.rate-limit.concurrent = %d, in the file or in the web admin.", p.sessionsOfAccount()), to("imap.rate-limit.concurrent", p.sessionsOfAccount())))
				return
			}
		}
	},
}
