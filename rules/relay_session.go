package rules

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/expr"
)

// session is a client of the SMTP server that has not logged in and wants to
// send to a domain elsewhere. Conditions are evaluated for it; what a session
// does not say stays unknown (Stalwart v0.15.5
// crates/smtp/src/inbound/session.rs:541).
type session struct {
	listener string // "" when the file has no listeners
	port     int64
	tls      bool
	ip       netip.Addr
	sender   string // address in MAIL FROM, which nobody checks
	helo     string
	local    bool // the domain of the sender is one of the server's
}

// The names that sessions use; .invalid is no domain of anybody.
const (
	foreignRcpt   = "someone@elsewhere.invalid"
	foreignSender = "somebody@stranger.invalid"
	localSender   = "user@ours.invalid"
)

// Variable gives what the session knows of itself.
func (s *session) Variable(name string) expr.Value {
	text := func(v string) expr.Value { return expr.TextValue(v) }
	switch name {
	case "authenticated_as":
		return text("")
	case "rcpt":
		return text(foreignRcpt)
	case "rcpt_domain":
		return text(domainOf(foreignRcpt))
	case "sender":
		return text(s.sender)
	case "sender_domain":
		return text(domainOf(s.sender))
	case "helo_domain":
		return text(s.helo)
	case "remote_ip":
		return text(s.ip.String())
	case "is_tls":
		return expr.BoolValue(s.tls)
	case "protocol":
		return text("smtp")
	case "local_port":
		if s.port > 0 {
			return expr.IntValue(s.port)
		}
	case "listener":
		if s.listener != "" {
			return text(s.listener)
		}
	}
	return expr.Value{}
}

// Call knows which of the session's own addresses are local; stores and lists
// are not asked.
func (s *session) Call(function string, args []expr.Value) expr.Value {
	if function != "is_local_domain" && function != "is_local_address" || args[1].Kind != expr.String {
		return expr.Value{}
	}
	switch args[1].Text {
	case foreignRcpt, domainOf(foreignRcpt):
		return expr.BoolValue(false)
	case s.sender, domainOf(s.sender):
		return expr.BoolValue(s.local)
	}
	return expr.Value{}
}

func domainOf(address string) string {
	return address[strings.LastIndexByte(address, '@')+1:]
}

// entrances are the places where a client from the internet meets the SMTP
// server: listeners not bound to a private address. A file without any
// listener gives one whose name is not known, on port 25.
func (p *Pass) entrances() []session {
	all := p.Listeners()
	if len(all) == 0 && !p.Set.HasUnder("server.listener") {
		return []session{{port: 25}, {port: 25, tls: true}}
	}
	var out []session
	for _, l := range all {
		if l.Protocol != "smtp" {
			continue
		}
		for _, b := range l.Binds {
			if !b.OK || private(b.Addr.Addr()) || len(out) >= 16 {
				continue
			}
			out = append(out, session{listener: l.ID, port: int64(b.Addr.Port()), tls: l.Implicit})
			if l.TLS && !l.Implicit {
				out = append(out, session{listener: l.ID, port: int64(b.Addr.Port()), tls: true})
			}
		}
	}
	return out
}

var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("224.0.0.0/3"), netip.MustParsePrefix("::/3"),
	netip.MustParsePrefix("4000::/2"), netip.MustParsePrefix("8000::/1"),
}

// private reports an address that is not reached from the internet. The
// unspecified address, which stands for every one, is not private.
func private(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
}

// global reports an address that hosts of the internet have.
func global(ip netip.Addr) bool {
	ip = ip.Unmap()
	return !private(ip) && !slices.ContainsFunc(reserved, func(n netip.Prefix) bool { return n.Contains(ip) })
}

// strangers are public addresses of different networks that the texts of the
// conditions do not speak of, so that nobody meant them in particular.
func strangers(texts []string) []netip.Addr {
	var out []netip.Addr
	for _, s := range []string{"203.0.113.77", "8.119.43.9", "95.211.17.4", "41.77.12.130", "151.101.7.5", "2a0c:b641:6f0::77"} {
		head := s[:strings.IndexAny(s, ".:")+1]
		if !slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, head) }) {
			out = append(out, netip.MustParseAddr(s))
		}
	}
	return out
}

// spills are public addresses that begin with a text that private addresses
// begin with as well: "10" is also the beginning of 100.x.x.x and 103.x.x.x.
func spills(texts []string) []netip.Addr {
	var out []netip.Addr
	for _, t := range texts {
		t = strings.TrimPrefix(t, "^")
		t = strings.ReplaceAll(t, `\.`, ".")
		if ip, ok := spill(t); ok {
			out = append(out, ip)
		}
	}
	return out
}

// tails complete the beginning of an address in every way that makes a private
// one, and in some that make public ones.
var tails = []string{
	"5.5.1", "5.1", "1", "3.5.5.1", "3.5.1", "0.0.0.1", "0.0.1", "0.1", "0.5.1", "6.0.1", "8.0.1", "16.0.1", "68.0.1", "168.0.1",
	"2.16.0.1", "72.16.0.1", "2.168.0.1", "92.168.0.1",
}

func spill(text string) (netip.Addr, bool) {
	if text == "" || strings.Trim(text, "0123456789.") != "" {
		return netip.Addr{}, false
	}
	inside, outside := false, netip.Addr{}
	for _, tail := range tails {
		for _, dot := range []string{"", "."} {
			ip, err := netip.ParseAddr(text + dot + tail)
			if err != nil {
				continue
			}
			inside = inside || ip.IsPrivate()
			if global(ip) && !outside.IsValid() {
				outside = ip
			}
		}
	}
	return outside, inside && outside.IsValid()
}

// texts are the strings of a block's expressions.
func (b *block) texts() []string {
	var out []string
	add := func(e *Expression) {
		for _, l := range e.Expr.Strings {
			if l.Text != "" && len(out) < 32 {
				out = append(out, l.Text)
			}
		}
	}
	for _, x := range b.branches {
		add(x.when)
		add(x.then)
	}
	add(b.rest)
	return out
}
