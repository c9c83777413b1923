package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// PlainLoginPublic reports logins in clear text on public addresses.
var PlainLoginPublic = &Rule{
	Code:     "SC7016",
	Name:     "security/plain-login-public",
	Severity: diag.Error,
	Summary:  "Plain-text login allowed on a public listener",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("imap.auth.allow-plain-text")
		if !ok || x.Value != "true" {
			return
		}
		for _, l := range p.Listeners() {
			for _, b := range l.Binds {
				if (l.Protocol == "imap" || l.Protocol == "pop3" || l.Protocol == "managesieve") && !(l.Implicit && l.TLS) && b.Public() && !b.Addr.Addr().IsPrivate() {
					p.Report(p.Setting(x, "imap.auth.allow-plain-text lets clients log in without TLS, and the listener %s is open on %s: passwords can be read on the way", l.ID, b.At.Value).
						WithSeverity(diag.Warning).
						WithDetail("Remove it, or bind the listener to the address of a proxy that does TLS.").
						WithRelated(b.At.ValueSpan, "bound here"))
					return
				}
			}
		}
	},
}
