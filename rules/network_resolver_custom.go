package rules

import (
	"net/netip"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ResolverCustom reports resolvers that the server replaces by others.
var ResolverCustom = &Rule{
	Code:     "SC5412",
	Name:     "network/resolver-custom",
	Severity: diag.Error,
	Summary:  "Custom resolver is not understood",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/resolver.rs"}},
	Check: func(p *Pass) {
		if t, ok := p.Set.Value("resolver.type"); !ok || t != "custom" {
			return
		}
		for _, x := range p.Set.List("resolver.custom") {
			if x.HasMacro() || resolverOK(x.Value) {
				continue
			}
			p.Report(p.Setting(x, "%s = %q is not understood: the server logs an error and asks udp://8.8.8.8:53 in the place of what it cannot read", x.Key, x.Value).
				WithDetail("Write an address, with udp://, tcp:// or tls:// before and a port behind it if they differ from udp and 53."))
		}
	},
}

// resolverOK reads [udp|tcp|tls://]address[:port].
func resolverOK(v string) bool {
	if scheme, rest, ok := strings.Cut(v, "://"); ok {
		if scheme != "udp" && scheme != "tcp" && scheme != "tls" {
			return false
		}
		v = rest
	}
	if _, err := netip.ParseAddrPort(v); err == nil {
		return true
	}
	_, err := netip.ParseAddr(strings.Trim(v, "[]"))
	return err == nil
}
