package rules

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
)

// Listener is one entry of server.listener.* as the server builds it
// (Stalwart v0.15.5 crates/common/src/config/server/listener.rs).
type Listener struct {
	ID         string
	Protocol   string // smtp, lmtp, imap, http, managesieve, pop3; "" when the value is unknown or a macro
	ProtocolAt *settings.Setting
	Binds      []Bind
	TLS        bool // tls.enable, true by default
	Implicit   bool // tls.implicit, false by default since 0.7
	ImplicitAt *settings.Setting
}

// Bind is one address a listener binds. OK is false when the server cannot
// read it, or when it holds a macro.
type Bind struct {
	At   *settings.Setting
	Addr netip.AddrPort
	OK   bool
}

// Key is a key of the listener: l.Key("tls.implicit").
func (l *Listener) Key(name string) string { return "server.listener." + l.ID + "." + name }

// Listeners gives the listeners that the server starts or tries to, in key
// order. One without a protocol is not among them: the server never sees it.
func (p *Pass) Listeners() []Listener {
	if p.listeners != nil {
		return *p.listeners
	}
	out := []Listener{}
	for _, id := range p.Set.IDs("server.listener", "protocol") {
		out = append(out, p.listener(id))
	}
	p.listeners = &out
	return out
}

func (p *Pass) listener(id string) Listener {
	l := Listener{ID: id, TLS: true}
	l.ProtocolAt, _ = p.Set.Lookup(l.Key("protocol"))
	l.Protocol = canonicalProtocol(l.ProtocolAt.Value)
	for _, b := range p.Set.List(l.Key("bind")) {
		addr, err := netip.ParseAddrPort(b.Value)
		l.Binds = append(l.Binds, Bind{At: b, Addr: addr, OK: err == nil && !strings.Contains(b.Value, "%")})
	}
	if x, ok := p.Set.Lookup(l.Key("tls.enable")); ok && x.Value == "false" {
		l.TLS = false
	}
	if x, ok := p.Set.Lookup(l.Key("tls.implicit")); ok {
		l.ImplicitAt, l.Implicit = x, x.Value == "true"
	}
	return l
}

func canonicalProtocol(v string) string {
	switch v = strings.ToLower(v); v {
	case "smtp", "lmtp", "imap", "http", "managesieve", "pop3":
		return v
	case "https":
		return "http"
	}
	return ""
}

// Public reports whether the address can be reached from other machines.
func (b Bind) Public() bool { return b.OK && !b.Addr.Addr().Unmap().IsLoopback() }

// Ports gives the ports a listener binds, as text, for messages.
func (l *Listener) Ports() string {
	var out []string
	for _, b := range l.Binds {
		if b.OK {
			out = append(out, strconv.Itoa(int(b.Addr.Port())))
		}
	}
	return strings.Join(out, ", ")
}
