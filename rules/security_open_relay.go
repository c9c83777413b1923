package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// OpenRelay reports conditions under which the server sends mail for clients
// that have not logged in. It looks for a client for which they hold, so what
// it reports is so; lists and stores it cannot see count as closed.
var OpenRelay = &Rule{
	Code:     "SC7015",
	Name:     "security/open-relay",
	Severity: diag.Error,
	Summary:  "Relay rule allows unauthenticated clients",
	Cites: []Cite{
		{"0.15.5", "crates/smtp/src/inbound/rcpt.rs:238"}, {"0.15.5", "crates/common/src/config/smtp/session.rs:697"},
		{"0.15.5", "crates/smtp/src/inbound/mail.rs:45"},
	},
	Check: func(p *Pass) {
		relay, ok := p.block("session.rcpt.relay")
		if !ok || p.Set.Partial {
			return
		}
		if !p.Target.AtLeast(7) && (relay.rest.Part != "" || relay.rest.At.Value != "true") {
			return // conditions had another form
		}
		door := door{relay: relay, gates: p.gates(), texts: relay.texts()}
		for _, in := range []wayIn{anybody, spilled, claimed} {
			for _, s := range p.entrances() {
				if o, open := in.open(&door, &s); open {
					p.Report(in.finding(p, o, &s))
					return
				}
			}
		}
	},
}

// wayIn is a kind of client that may get through: how to look for one, and what
// to say of it.
type wayIn struct {
	open    func(d *door, s *session) (outcome, bool)
	finding func(p *Pass, o outcome, s *session) diag.Finding
}

var anybody = wayIn{(*door).anybody, func(p *Pass, o outcome, s *session) diag.Finding {
	return p.Setting(o.at.At, "%s is true for clients that have not logged in%s: the server sends anybody's mail to anybody (open relay)", o.at.At.Key, s.where()).
		WithDetail("Write relay = \"!is_empty(authenticated_as)\" in [session.rcpt]: mail for your own domains is accepted without it. Hosts that cannot log in get a listener bound to a private address.")
}}

var spilled = wayIn{(*door).spilled, func(p *Pass, o outcome, s *session) diag.Finding {
	return p.Setting(o.at.At, "%s compares addresses as text, and public ones such as %s begin in the same way as the private ones that are meant: their owners may send mail to anybody without logging in", o.at.Name, s.ip).
		WithDetail("Write whole octets that only private addresses begin with: '10.', '192.168.', '172.16.' to '172.31.'. Better is a login: relay = \"!is_empty(authenticated_as)\".")
}}

var claimed = wayIn{(*door).claimed, func(p *Pass, o outcome, s *session) diag.Finding {
	return p.Setting(o.at.At, "%s trusts what the client says of itself: whoever says %s may send mail to anybody without logging in", o.at.Name, s.claim()).
		WithSeverity(diag.Warning).
		WithDetail("The sender and the name in EHLO are free to choose; only SPF in strict mode stops some. Write relay = \"!is_empty(authenticated_as)\".")
}}
