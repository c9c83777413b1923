package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// TLSHandshakeUnbounded reports listeners with implicit TLS on which silent peers are bounded by nothing the file says.
var TLSHandshakeUnbounded = &Rule{
	Code:     "SC6082",
	Name:     "resource/tls-handshake-unbounded",
	Severity: diag.Info,
	Preset:   All,
	Summary:  "Implicit TLS listener is exposed without a handshake timeout",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/mod.rs:107"}, {"0.15.5", "crates/common/src/listener/listen.rs:272"}},
	Check: func(p *Pass) {
		// HTTP has the same gap behind the handshake: resource/http-idle-unbounded
		// speaks of those listeners.
		ls := p.exposed(func(l *Listener) bool { return l.Implicit && l.TLS && l.Protocol != "http" && l.Protocol != "" })
		if len(ls) == 0 {
			return
		}
		l := &ls[0]
		n, _, _ := budget.Limit(p.Set, l.ID)
		sessions := 0.0
		if l.Protocol == "imap" {
			sessions, _, _ = p.load().Sessions()
		}
		p.Report(p.exposure(ls, "The listener %s admits %d connections and waits without limit for their TLS handshake: peers that connect and stay silent keep its slots, about %s of memory in all, until they close",
			l.ID, n, size(times(n, float64(perConnection(l))))).
			WithDetail("The timeouts of the protocol begin after the handshake, TCP keep-alive is off, and no setting changes either. Set %s = %d, or limit connections per address before the server.",
				l.Key("max-connections"), p.boundedLimit(l, sessions)))
	},
}
