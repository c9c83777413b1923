package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ForwardedExposed reports client addresses that anybody may claim.
var ForwardedExposed = &Rule{
	Code:     "SC5404",
	Name:     "network/proxy-forwarded-header-exposed",
	Severity: diag.Error,
	Summary:  "X-Forwarded-For trusted on a public listener",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/network.rs"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("http.use-x-forwarded")
		if !ok || x.Value != "true" {
			return
		}
		for _, l := range p.Listeners() {
			for _, b := range l.Binds {
				if l.Protocol == "http" && b.Public() && (b.Addr.Port() == 443 || b.Addr.Port() == 80) {
					p.Report(p.Setting(x, "http.use-x-forwarded is on while the listener %s is open on port %d: every client may claim any address and escape bans", l.ID, b.Addr.Port()).
						WithSeverity(diag.Warning).
						WithDetail("Bind the listener to the address the proxy uses, or switch the header off.").
						WithRelated(b.At.ValueSpan, "bound here"))
					return
				}
			}
		}
	},
}
