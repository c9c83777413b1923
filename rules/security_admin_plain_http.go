package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// AdminOverPlainHTTP reports the web admin in clear text on public addresses.
var AdminOverPlainHTTP = &Rule{
	Code:     "SC7001",
	Name:     "security/admin-over-plain-http",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Administration reachable over plain HTTP on all addresses",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:215"}},
	Check: func(p *Pass) {
		for _, l := range p.Listeners() {
			if l.Protocol != "http" || l.Implicit && l.TLS {
				continue
			}
			for _, b := range l.Binds {
				if b.Public() && !b.Addr.Addr().IsPrivate() {
					p.Report(p.Setting(b.At, "The listener %s serves the administration in clear text on %s: passwords can be read on the way", l.ID, b.At.Value).
						WithDetail("Set tls.implicit = true on a public port, or bind 127.0.0.1 or the address of a proxy that does TLS."))
					break
				}
			}
		}
	},
}
