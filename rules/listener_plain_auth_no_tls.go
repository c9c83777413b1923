package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// PlainAuthNoTLS reports listeners on which no login can succeed.
var PlainAuthNoTLS = &Rule{
	Code:     "SC5009",
	Name:     "listener/plain-auth-off-no-tls",
	Severity: diag.Error,
	Summary:  "Nobody can log in: TLS is off and plain login is not allowed",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs"}},
	Check: func(p *Pass) {
		allow, _ := p.Set.Value("imap.auth.allow-plain-text")
		for _, l := range p.Listeners() {
			if l.TLS || allow == "true" || l.Protocol != "imap" && l.Protocol != "pop3" && l.Protocol != "managesieve" {
				continue
			}
			x, _ := p.Set.Lookup(l.Key("tls.enable"))
			p.Report(p.Setting(x, "The listener %s has no TLS, and imap.auth.allow-plain-text is not true: every login is refused", l.ID).
				WithDetail("Switch TLS on, or set imap.auth.allow-plain-text = true if a proxy in front does TLS. A value in the database may allow it already.").WithSeverity(diag.Warning))
		}
	},
}
