package semdiff

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// reach is who can connect to an address.
type reach uint8

const (
	nobody  reach = iota // no address
	machine              // loopback
	network              // private addresses
	world
)

func reachOf(text string) (reach, uint16, bool) {
	if settings.HasMacro(text) {
		return 0, 0, false
	}
	a, err := schema.ParseSocketAddress(text)
	if err != nil {
		return nobody, 0, true // the server does not bind it
	}
	ip := a.Addr().Unmap()
	switch {
	case ip.IsLoopback():
		return machine, a.Port(), true
	case ip.IsPrivate(), ip.IsLinkLocalUnicast():
		return network, a.Port(), true
	}
	return world, a.Port(), true
}

// binds gives who reaches each port of a list of addresses.
func binds(it *item) (ports map[uint16]reach, sure bool) {
	ports, sure = map[uint16]reach{}, true
	if it == nil {
		return ports, true
	}
	for i := range it.elems {
		r, port, ok := reachOf(it.elems[i].text)
		sure = sure && ok
		if r != nobody {
			ports[port] = max(ports[port], r)
		}
	}
	return ports, sure
}

// judgeBind compares who reaches which port, through any listener.
func judgeBind(c *comparison, _ *Change, was, is *item) (Exposure, string) {
	before, sureBefore := binds(was)
	after, sureAfter := binds(is)
	if !sureBefore || !sureAfter {
		return Review, "an address comes from outside the file"
	}
	return c.judgePorts(before, after)
}

// judgePorts compares who reaches ports, through any listener.
func (c *comparison) judgePorts(before, after map[uint16]reach) (Exposure, string) {
	all := c.allBinds()
	var open, closed []string
	for _, port := range sortedPorts(before, after) {
		a, b := all[0][port], all[1][port]
		switch {
		case b > a && b > machine:
			open = append(open, fmt.Sprintf("port %d can be reached from %s", port, b))
		case b < a && b == nobody:
			closed = append(closed, fmt.Sprintf("port %d is closed", port))
		case b < a && a > machine:
			closed = append(closed, fmt.Sprintf("port %d can be reached from %s", port, b))
		}
	}
	switch {
	case len(open) > 0:
		return Wider, strings.Join(open, ", ")
	case len(closed) > 0:
		return Narrower, strings.Join(closed, ", ")
	}
	return Same, ""
}

// allBinds gives who reaches each port on both sides.
func (c *comparison) allBinds() [2]map[uint16]reach {
	if c.reach[0] == nil {
		for side, all := range [][]*item{c.was, c.is} {
			c.reach[side] = map[uint16]reach{}
			for _, it := range all {
				if it.k == nil || it.k.Pattern != "server.listener.*.bind" || !c.listens(side, it) {
					continue
				}
				ports, _ := binds(it)
				for port, r := range ports {
					c.reach[side][port] = max(c.reach[side][port], r)
				}
			}
		}
	}
	return c.reach
}

// String completes "can be reached from".
func (r reach) String() string {
	return [...]string{nobody: "", machine: "the machine itself only", network: "private networks", world: "everywhere"}[r]
}

func sortedPorts(a, b map[uint16]reach) []uint16 {
	var out []uint16
	for p := range a {
		out = append(out, p)
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// listens reports whether the server makes a listener of one that a setting
// belongs to: it needs a protocol that the server knows.
func (c *comparison) listens(side int, it *item) bool {
	s := [...]Side{c.old, c.now}[side]
	key := strings.TrimSuffix(it.own, it.k.Pattern[strings.LastIndexByte(it.k.Pattern, '.'):]) + ".protocol"
	text, ok := s.Set.Value(key)
	m, known := schema.Lookup(key)
	if !ok || !known || settings.HasMacro(text) || !s.Target.IsZero() && !s.Target.AtLeast(15) {
		return ok
	}
	_, instead := m.Key.Instead(text)
	return !instead
}

// judgeProtocol speaks where it decides whether a listener exists, and where it
// is another one.
func judgeProtocol(c *comparison, _ *Change, was, is *item) (Exposure, string) {
	before, after := c.portsBeside(was, c.was), c.portsBeside(is, c.is)
	switch listened, listens := was != nil && c.listens(0, was), is != nil && c.listens(1, is); {
	case listened != listens:
		return c.judgePorts(before, after)
	case listens:
		return Review, "the ports of the listener speak another protocol"
	}
	return Same, ""
}

// portsBeside gives the ports of the listener that a protocol belongs to.
func (c *comparison) portsBeside(protocol *item, all []*item) map[uint16]reach {
	if protocol == nil {
		return nil
	}
	bind := strings.TrimSuffix(protocol.own, "protocol") + "bind"
	i := slices.IndexFunc(all, func(it *item) bool { return it.own == bind })
	if i < 0 {
		return nil
	}
	ports, _ := binds(all[i])
	return ports
}

// judgeNetworks is about networks that are trusted.
func judgeNetworks(what string) judge {
	return func(c *comparison, _ *Change, was, is *item) (Exposure, string) {
		a, sureA := networks(c.fallbackItem(0, was, is))
		b, sureB := networks(c.fallbackItem(1, was, is))
		switch {
		case !sureA || !sureB:
			return Review, "decides which networks " + what
		case !covers(a, b):
			return Wider, "more networks " + what
		case !covers(b, a):
			return Narrower, "fewer networks " + what
		}
		return Same, ""
	}
}

// fallbackItem is the item of a side, or what it falls back to.
func (c *comparison) fallbackItem(side int, was, is *item) []string {
	it, other, set := was, is, c.old.Set
	if side == 1 {
		it, other, set = is, was, c.now.Set
	}
	var out []string
	switch {
	case it != nil:
		for i := range it.elems {
			out = append(out, it.elems[i].text)
		}
	case other.k.Fallback != "":
		for _, x := range set.List(other.k.Fallback) {
			out = append(out, x.Value)
		}
	}
	return out
}

func networks(texts []string) (out []netip.Prefix, sure bool) {
	for _, t := range texts {
		p, err := schema.ParseIPOrMask(t)
		if err != nil {
			if settings.HasMacro(t) {
				return nil, false
			}
			continue // the server skips it
		}
		out = append(out, netip.PrefixFrom(p.Addr(), p.Bits()).Masked())
	}
	return out, true
}

// covers reports whether every network of b is inside one of a.
func covers(a, b []netip.Prefix) bool {
	for _, n := range b {
		if !slices.ContainsFunc(a, func(m netip.Prefix) bool { return m.Bits() <= n.Bits() && m.Contains(n.Addr()) }) {
			return false
		}
	}
	return true
}

func judgeBlocked(_ *comparison, ch *Change, was, is *item) (Exposure, string) {
	if is == nil || len(ch.Gone) > 0 {
		return Wider, "addresses that were blocked are let in"
	}
	return Narrower, "addresses are blocked"
}

// judgeRate is about limits: of mistakes before a ban, of requests.
func judgeRate(opens, closes string) judge {
	return func(c *comparison, _ *Change, was, is *item) (Exposure, string) {
		a, okA := rateOf(c.effective(0, was, is))
		b, okB := rateOf(c.effective(1, was, is))
		unlimited := schema.Rate{}
		switch {
		case !okA || !okB:
			return Review, "a limit comes from outside the file"
		case a == b:
			return Same, ""
		case b == unlimited, a != unlimited && b.Requests >= a.Requests && b.Period <= a.Period:
			return Wider, opens
		case a == unlimited, b.Requests <= a.Requests && b.Period >= a.Period:
			return Narrower, closes
		}
		return Review, "both the number and the period of a limit changed"
	}
}

// rateOf reads a canonical rate, in which the period is in milliseconds. No limit
// is the zero rate.
func rateOf(canon string) (schema.Rate, bool) {
	if canon == "" || canon == "none" || canon == "false" {
		return schema.Rate{}, true
	}
	r, err := schema.ParseRate(canon)
	return r, err == nil
}
