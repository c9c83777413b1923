package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// BindConflict reports two addresses of one port of which only one can listen.
var BindConflict = &Rule{
	Code:     "SC5003",
	Name:     "listener/bind-conflict",
	Severity: diag.Error,
	Summary:  "Two listeners claim one port",
	Wants:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:134"}, {"0.15.5", "crates/common/src/listener/listen.rs:65"}},
	Check: func(p *Pass) {
		listeners := p.Listeners()
		claims := make([]portClaim, 0, len(listeners)+8)
		firsts := make(map[uint16]int, len(listeners)) // by port, places in claims
		for i := range listeners {
			l := &listeners[i]
			if l.Protocol == "" && !l.ProtocolAt.HasMacro() && p.Target.AtLeast(7) {
				continue // the server does not start it, see version/protocol-jmap and schema/enum-value
			}
			for _, b := range l.Binds {
				port := b.Addr.Port()
				if !b.OK || port == 0 {
					continue
				}
				c := portClaim{id: l.ID, b: b}
				at, taken := firsts[port]
				if !taken {
					firsts[port] = len(claims)
					claims = append(claims, c)
					continue
				}
				for n, said := 1, false; ; n, at = n+1, claims[at].next {
					if first := &claims[at]; !said && p.collide(first, &c) {
						p.Report(bindConflict(p, first, &c))
						said = true
					}
					if claims[at].next == 0 {
						if n < maxClaims {
							claims[at].next = len(claims)
							claims = append(claims, c)
						}
						break
					}
				}
			}
		}
	},
}

// portClaim is a bind with the listener it belongs to; next is the place of the
// next claim of the same port, 0 for none.
type portClaim struct {
	id   string
	b    Bind
	next int
}

// maxClaims bounds the comparison in files that bind one port over and over.
const maxClaims = 64

// collide reports two sockets of which the later one cannot listen: one address,
// or one of them on all addresses. [::] takes IPv4 too unless the machine is
// known to separate them.
func (p *Pass) collide(a, b *portClaim) bool {
	x, y := a.b.Addr.Addr(), b.b.Addr.Addr()
	if p.socketFlag(a.id, "reuse-port", false) && p.socketFlag(b.id, "reuse-port", false) {
		return false
	}
	switch {
	case x == y, x.Is4() == y.Is4() && (x.IsUnspecified() || y.IsUnspecified()):
		return true
	case x.Is4() != y.Is4():
		six, four := x, y
		if x.Is4() {
			six, four = y, x
		}
		return six.IsUnspecified() && !p.separatesIPv6() || six.Unmap() == four || six.Is4In6() && four.IsUnspecified()
	}
	return false
}

// socketFlag is an option of a listener's sockets, its own or the global one.
func (p *Pass) socketFlag(id, name string, def bool) bool {
	x, ok := p.Set.First("server.listener."+id+".socket."+name, "server.socket."+name)
	if !ok {
		return def
	}
	return x.Value == "true" || def && x.Value != "false"
}

func bindConflict(p *Pass, first, later *portClaim) diag.Finding {
	with, again := "the listener "+first.id, "the listener "+later.id
	if first.id == later.id {
		with, again = "the same listener", "the listener"
	}
	effect := "the server logs an error, and " + again + " does not answer at " + later.b.At.Value
	switch {
	case !p.socketFlag(first.id, "reuse-addr", true) || !p.socketFlag(later.id, "reuse-addr", true):
		effect = "the server logs an error, and " + again + " listens on a random port of all addresses in its place"
	case first.id == later.id && first.b.Addr.Addr().IsUnspecified() && !later.b.Addr.Addr().Is6():
		effect = "the server logs an error for the second, whose clients arrive at the first"
	}
	f := p.Setting(later.b.At, "%s and %s, bound by %s, cannot both listen: %s", later.b.At.Value, first.b.At.Value, with, effect).
		WithDetail("Give each a port or address of its own; [::] alone takes IPv4 and IPv6.").
		WithRelated(first.b.At.ValueSpan, "listener %s", first.id)
	if a, b := first.b.Addr.Addr(), later.b.Addr.Addr(); a.Is4() != b.Is4() {
		f.Message += "; this is so on Linux unless net.ipv6.bindv6only is 1"
		return f.WithSeverity(diag.Warning)
	}
	return f
}
