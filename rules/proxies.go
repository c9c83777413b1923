package rules

import (
	"net/netip"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

const globalTrusted = "server.proxy.trusted-networks"

// network is one entry of a list of networks. OK is false when it holds a macro
// or the server cannot read it.
type network struct {
	At     *settings.Setting
	Prefix netip.Prefix
	OK     bool
}

// globalNetworks gives the networks that listeners without a list of their own trust.
func (p *Pass) globalNetworks() []network { return readNetworks(p.Set.List(globalTrusted)) }

func readNetworks(list []*settings.Setting) []network {
	var out []network
	for _, x := range list {
		n, err := schema.ParseIPMask(x.Value)
		out = append(out, network{At: x, Prefix: n, OK: err == nil && !x.HasMacro()})
	}
	return out
}

// trusted gives the networks from which a listener takes PROXY headers; own
// tells whether it has a list of its own, which counts in place of the global
// one (Stalwart v0.15.5 crates/common/src/config/server/listener.rs:182).
func (p *Pass) trusted(l *Listener) (list []network, own bool) {
	if list = readNetworks(l.Object.List("proxy.trusted-networks")); len(list) > 0 {
		return list, true
	}
	return p.globalNetworks(), false
}

// matches reports whether an address is in the network as the server compares:
// IPv4 addresses count as mapped ones beside an IPv6 network.
func (n *network) matches(a netip.Addr) bool {
	if a.Is4() && !n.Prefix.Addr().Is4() {
		a = netip.AddrFrom16(a.As16())
		return n.Prefix.Bits() >= 0 && netip.PrefixFrom(n.Prefix.Addr(), n.Prefix.Bits()).Masked() == netip.PrefixFrom(a, n.Prefix.Bits()).Masked()
	}
	return n.Prefix.Contains(a)
}

// covers reports whether every address of m is in n.
func (n *network) covers(m *network) bool {
	return n.Prefix.Bits() <= m.Prefix.Bits() && n.Prefix.Contains(m.Prefix.Addr())
}

// peer is the address that clients of a loopback listener come from: Linux
// connects to all of 127.0.0.0/8 from 127.0.0.1.
func (b Bind) peer() netip.Addr {
	switch a := b.Addr.Addr().Unmap(); {
	case !a.IsLoopback():
		return netip.Addr{}
	case a.Is4():
		return netip.AddrFrom4([4]byte{127, 0, 0, 1})
	default:
		return netip.IPv6Loopback()
	}
}

// onLoopback reports whether a listener can be reached from its own machine
// only. It is false when an address is not known.
func (l *Listener) onLoopback() bool {
	for _, b := range l.Binds {
		if !b.OK || !b.peer().IsValid() {
			return false
		}
	}
	return len(l.Binds) > 0
}

// takesHeader reports whether connections from the machine itself must begin
// with a PROXY header on a loopback listener. An entry that is not known counts.
func (l *Listener) takesHeader(list []network) bool {
	for i := range list {
		for _, b := range l.Binds {
			if !list[i].OK || list[i].matches(b.peer()) {
				return true
			}
		}
	}
	return false
}

// httpListeners gives the listeners that speak HTTP.
func (p *Pass) httpListeners() []Listener {
	var out []Listener
	for _, l := range p.Listeners() {
		if l.Protocol == "http" {
			out = append(out, l)
		}
	}
	return out
}

// joinIDs lists the ids of listeners for a message, the first few of many.
func joinIDs(ids []string) string {
	if len(ids) > 4 {
		return strings.Join(ids[:3], ", ") + " and " + plural(len(ids)-3, "other")
	}
	return strings.Join(ids, ", ")
}
