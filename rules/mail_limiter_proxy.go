package rules

import (
	"net/netip"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// LimiterBehindProxy reports limits for each client address where every client
// has the same one.
var LimiterBehindProxy = &Rule{
	Code:     "SC8003",
	Name:     "mail/limiter-inbound-behind-proxy",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Per-address inbound limit where all mail comes from one address",
	Since:    "0.13",
	Cites: []Cite{
		{"0.15.5", "crates/smtp/src/core/throttle.rs:152"}, {"0.15.5", "crates/common/src/manager/boot.rs:86"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/1078"},
	},
	Check: func(p *Pass) {
		in, ok := p.loopbackSMTP()
		if !ok || p.Set.Partial {
			return
		}
		const group = "queue.limiter.inbound"
		for _, id := range p.Set.IDs(group, "rate") {
			g := group + "." + id
			rate, _ := p.Set.Lookup(g + ".rate")
			keys := p.Set.List(g + ".key")
			if enable, _ := p.Set.Value(g + ".enable"); enable == "false" || len(keys) != 1 || keys[0].Value != "remote_ip" || p.Set.Has(g+".match") {
				continue
			}
			p.Report(p.behindProxy(rate, in, "%s = %q counts for each client address, and the listener %s is reached from this host only: all mail together may not exceed it", rate.Key, rate.Value, in.ID))
		}
		if !p.Set.HasUnder(group + ".ip") {
			at := in.Binds[0].At
			p.Report(p.behindProxy(at, in, "The listener %s is reached from this host only, so all mail has one client address: the limiter queue.limiter.inbound.ip of the first start, 5/1s for each address, holds for all of it together", in.ID).On(group + ".ip.rate"))
		}
	},
}

func (p *Pass) behindProxy(at *settings.Setting, in *Listener, format string, args ...any) diag.Finding {
	return p.Setting(at, format, args...).
		WithDetail("Raise the limit or set queue.limiter.inbound.ip.enable = false, or let the program in front speak the PROXY protocol and name it in server.listener.%s.proxy.trusted-networks.", in.ID)
}

// loopbackSMTP is the listener for SMTP without a login when every one of them
// is bound to a loopback address and does not speak the PROXY protocol.
func (p *Pass) loopbackSMTP() (*Listener, bool) {
	var found *Listener
	all := p.Listeners()
	for i := range all {
		l := &all[i]
		if l.Protocol != "smtp" || l.port(465) || l.port(587) {
			continue
		}
		if len(l.Binds) == 0 || p.proxied(l.ID) {
			return nil, false
		}
		for _, b := range l.Binds {
			if !b.OK || !loopback(b.Addr.Addr()) {
				return nil, false
			}
		}
		if found == nil {
			found = l
		}
	}
	return found, found != nil
}

func loopback(ip netip.Addr) bool { return ip.Unmap().IsLoopback() }

// port reports whether the listener binds a port.
func (l *Listener) port(n uint16) bool {
	for _, b := range l.Binds {
		if b.OK && b.Addr.Port() == n {
			return true
		}
	}
	return false
}

// proxied reports whether a listener takes client addresses from a proxy.
func (p *Pass) proxied(id string) bool {
	for _, key := range []string{"server.listener." + id + ".proxy.trusted-networks", "server.proxy.trusted-networks"} {
		if len(p.Set.List(key)) > 0 {
			return true
		}
	}
	return false
}
