package rules

import (
	"fmt"
	"net/netip"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// IPv6Only reports addresses of IPv6 that do not do on this machine what they
// do elsewhere.
var IPv6Only = &Rule{
	Code:     "SC5008",
	Name:     "listener/ipv6-only",
	Severity: diag.Warning,
	Summary:  "[::] does not take IPv4 on this machine",
	Needs:    NeedMachine,
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:68"}},
	Check: func(p *Pass) {
		switch {
		case p.lacksIPv6():
			noIPv6(p)
		case p.separatesIPv6():
			for _, l := range p.Listeners() {
				for _, b := range l.Binds {
					if b.OK && b.Addr.Addr() == netip.IPv6Unspecified() && !l.hasIPv4(b.Addr.Port()) {
						p.Report(leavesIPv4Out(p, &l, b))
					}
				}
			}
		}
	},
}

// noIPv6 reports listeners with an address of IPv6 where there is none: one of
// them makes the server drop the listener with all its addresses.
func noIPv6(p *Pass) {
	for _, l := range p.Listeners() {
		for _, b := range l.Binds {
			if b.OK && b.Addr.Addr().Is6() {
				p.Report(p.Setting(b.At, "This machine has no IPv6: the server logs that it cannot make the socket for %s and does not start the listener %s at any address", b.At.Value, l.ID).
					WithSeverity(diag.Error).
					WithDetail("Write 0.0.0.0:%d, or switch IPv6 on.", b.Addr.Port()))
				break
			}
		}
	}
}

// hasIPv4 reports whether a listener binds an IPv4 address on a port.
func (l *Listener) hasIPv4(port uint16) bool {
	for _, b := range l.Binds {
		if !b.OK || b.Addr.Port() == port && b.Addr.Addr().Unmap().Is4() {
			return true
		}
	}
	return false
}

func leavesIPv4Out(p *Pass, l *Listener, b Bind) diag.Finding {
	port := b.Addr.Port()
	f := p.Setting(b.At, "%s takes IPv6 only on this machine: nobody reaches the listener %s on port %d over IPv4", b.At.Value, l.ID, port).
		WithDetail("Bind 0.0.0.0:%d besides; on Linux net.ipv6.bindv6only = 0 makes [::] take both.", port)
	if b.At.Form != dialect.Basic && b.At.Form != dialect.Literal {
		return f
	}
	both := fmt.Sprintf(`"0.0.0.0:%d", "[::]:%d"`, port, port)
	if b.At.Key == l.Key("bind") {
		both = "[" + both + "]"
	}
	return f.WithFix(fmt.Sprintf("Bind 0.0.0.0:%d besides", port), false, diag.Edit{Span: b.At.ValueSpan, New: both})
}
