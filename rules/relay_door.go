package rules

import (
	"fmt"
	"strings"
)

// door is what decides on relaying: the setting itself, the settings a client
// has to pass before, and the texts the setting compares with.
type door struct {
	relay block
	gates []gate
	texts []string
}

// gate is a setting that a client has to pass before it may name a recipient.
type gate struct {
	want    bool // what it must give
	builtin bool // not set, or set to what is built in
	ok      bool // the block could be read
	block   block
}

// gates are login required for MAIL FROM, and the senders that are allowed
// (Stalwart v0.15.5 crates/smtp/src/inbound/mail.rs:45, defaults in
// crates/common/src/config/smtp/session.rs:675).
func (p *Pass) gates() []gate {
	read := func(name, standard string, want bool) gate {
		g := gate{want: want}
		v, set := p.Set.Value(name)
		g.builtin = !set && !p.Set.HasUnder(name) || v == standard
		g.block, g.ok = p.block(name)
		return g
	}
	return []gate{
		read("session.auth.require", "local_port != 25", false),
		read("session.mail.is-allowed", "!is_empty(authenticated_as) || !key_exists('blocked-domains', sender_domain)", true),
	}
}

// passes reports whether a session gets through for sure.
func (g *gate) passes(s *session) bool {
	if g.builtin {
		return g.want || s.port == 25 // login is required on every port but 25
	}
	_, truth, known := g.block.truth(s)
	return g.ok && known && truth == g.want
}

// admits reports whether a session may relay, and which part of the setting
// says so.
func (d *door) admits(s *session) (outcome, bool) {
	for i := range d.gates {
		if !d.gates[i].passes(s) {
			return outcome{}, false
		}
	}
	o, truth, known := d.relay.truth(s)
	return o, known && truth
}

// admitsAll tries a session from several networks that nobody meant.
func (d *door) admitsAll(s *session) (o outcome, ok bool) {
	for _, ip := range strangers(d.texts) {
		s.ip = ip
		if o, ok = d.admits(s); !ok {
			return o, false
		}
	}
	return o, ok
}

// anybody tries strangers: it is open when every one of them gets through.
func (d *door) anybody(s *session) (outcome, bool) {
	s.sender, s.helo = foreignSender, domainOf(foreignSender)
	return d.admitsAll(s)
}

// spilled tries public addresses that look like private ones.
func (d *door) spilled(s *session) (outcome, bool) {
	s.sender, s.helo = foreignSender, domainOf(foreignSender)
	for _, ip := range spills(d.texts) {
		s.ip = ip
		if o, ok := d.admits(s); ok {
			return o, true
		}
	}
	return outcome{}, false
}

// claimed tries senders and names that a client may give itself: an address of
// the server's own domains, and what the setting compares with.
func (d *door) claimed(s *session) (outcome, bool) {
	s.sender, s.helo, s.local = localSender, domainOf(foreignSender), true
	if o, ok := d.admitsAll(s); ok {
		return o, true
	}
	for _, t := range d.texts {
		if strings.ContainsAny(t, " <>\r\n\t") {
			continue
		}
		for _, sender := range []string{t, "user@" + strings.TrimPrefix(t, "@"), "user@mail" + t} {
			for _, s.local = range []bool{true, false} {
				s.sender, s.helo = sender, domainOf(foreignSender)
				if o, ok := d.admitsAll(s); ok {
					return o, true
				}
			}
		}
		s.sender, s.helo, s.local = foreignSender, t, false
		if o, ok := d.admitsAll(s); ok {
			return o, true
		}
	}
	return outcome{}, false
}

// where names the entrance, for a message.
func (s *session) where() string {
	if s.listener == "" {
		return ""
	}
	return fmt.Sprintf(" and come in by the listener %s on port %d", s.listener, s.port)
}

// claim is what a client has to say, for a message.
func (s *session) claim() string {
	switch {
	case s.sender == localSender:
		return "MAIL FROM with an address of one of your domains"
	case s.helo != domainOf(foreignSender):
		return "EHLO " + s.helo
	}
	return "MAIL FROM:<" + s.sender + ">"
}
