package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// RelayTLSPort reports relays that begin TLS the wrong way for their port.
var RelayTLSPort = &Rule{
	Code:     "SC8013",
	Name:     "mail/route-relay-tls-port",
	Severity: diag.Error,
	Summary:  "Relay on 587 or 25 with implicit TLS",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/queue.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("queue.route", "type") {
			g := "queue.route." + id
			port, ok := p.Set.Lookup(g + ".port")
			tls, set := p.Set.Lookup(g + ".tls.implicit")
			if !ok || p.typeOf("queue.route", id) != "relay" {
				continue
			}
			implicit := !set || tls.Value == "true"
			switch {
			case implicit && (port.Value == "587" || port.Value == "25"):
				p.Report(p.Setting(port, "%s begins with TLS on port %s, where servers wait for STARTTLS; tls.implicit is true unless set", g, port.Value).On(g+".tls.implicit").
					WithDetail("Set %s.tls.implicit = false, or use port 465.", g))
			case !implicit && port.Value == "465":
				p.Report(p.Setting(tls, "%s begins in clear text on port 465, where servers expect TLS at once", g).
					WithDetail("Remove %s.tls.implicit = false, or use port 587.", g))
			}
		}
	},
}
