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
	Object     settings.Object // its settings
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
	objects := p.Set.Objects("server.listener", "protocol")
	out := make([]Listener, len(objects))
	binds := make([]Bind, 0, len(objects)) // most have one
	for i, o := range objects {
		out[i].ID, out[i].TLS = o.ID, true
		binds = out[i].read(o, binds)
	}
	p.listeners = &out
	return out
}

// read goes through the settings of a listener once. The addresses join those
// of other listeners in one slice, which is given back.
func (l *Listener) read(o settings.Object, binds []Bind) []Bind {
	l.Object = o
	first := len(binds)
	all := o.All()
	for i := range all {
		x := &all[i]
		switch name := o.Name(x); {
		case name == "protocol":
			l.ProtocolAt, l.Protocol = x, canonicalProtocol(x.Value)
		case name == "tls.enable":
			l.TLS = x.Value != "false"
		case name == "tls.implicit":
			l.ImplicitAt, l.Implicit = x, x.Value == "true"
		case name == "bind" || strings.HasPrefix(name, "bind."):
			addr, err := netip.ParseAddrPort(x.Value)
			binds = append(binds, Bind{At: x, Addr: addr, OK: err == nil && !strings.Contains(x.Value, "%")})
		}
	}
	if n := len(binds); n > first {
		l.Binds = binds[first:n:n]
	}
	return binds
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
