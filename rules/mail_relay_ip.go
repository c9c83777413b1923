package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// RelayIPLiteral reports relays named by address.
var RelayIPLiteral = &Rule{
	Code:     "SC8012",
	Name:     "mail/route-relay-ip-literal",
	Severity: diag.Warning,
	Summary:  "Relay address is an IP",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/outbound/delivery.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("queue.route", "type") {
			x, ok := p.Set.Lookup("queue.route." + id + ".address")
			if !ok || p.typeOf("queue.route", id) != "relay" {
				continue
			}
			if _, err := schema.ParseIP(x.Value); err == nil {
				p.Report(p.Setting(x, "%s = %q is an address: no certificate of the relay has it as its name, so TLS cannot be verified", x.Key, x.Value).
					WithDetail("Write the name of the relay."))
			}
		}
	},
}
