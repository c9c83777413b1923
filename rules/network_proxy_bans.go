package rules

import (
	"net/netip"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// ProxyNotExempt reports proxies whose own address automatic bans may hit.
var ProxyNotExempt = &Rule{
	Code:     "SC5409",
	Name:     "network/proxy-not-exempt-from-bans",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Trusted proxy is not in allowed-ip",
	Since:    "0.8",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:136"}, {"0.15.5", "crates/common/src/listener/blocked.rs:189"}},
	Check: func(p *Pass) {
		allowed, known := allowedIPs(p)
		if !known || p.Set.Partial {
			return
		}
		seen := map[netip.Prefix]bool{}
		for _, l := range p.Listeners() {
			list, _ := p.trusted(&l)
			for i := range list {
				n := &list[i]
				if !n.OK || seen[n.Prefix] || n.Prefix.Addr().IsLoopback() || coveredBy(n, allowed) {
					continue
				}
				seen[n.Prefix] = true
				p.Report(p.Setting(n.At, "PROXY headers are taken from %s, which server.allowed-ip of the file does not hold: connections that the proxy opens for itself, such as health checks, count towards a ban of its address", n.At.Value).
					WithDetail("Add it to server.allowed-ip: in the web admin, or here with server.allowed-ip.* among config.local-keys. It needs no more if the database has it."))
			}
		}
	},
}

// allowedIPs gives the networks that automatic bans spare; known is false when
// an entry holds a macro.
func allowedIPs(p *Pass) (list []network, known bool) {
	const group = "server.allowed-ip"
	under := p.Set.Under(group)
	for i := range under {
		x := &under[i]
		name := strings.TrimPrefix(x.Key, group+".")
		if settings.HasMacro(name) {
			return nil, false
		}
		if n, err := schema.ParseIPOrMask(name); err == nil {
			list = append(list, network{At: x, Prefix: n, OK: true})
		}
	}
	return list, true
}
