package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// RelayAuthKeys reports credentials of a relay next to its address, where nothing reads them.
var RelayAuthKeys = &Rule{
	Code:     "SC2020",
	Name:     "schema/relay-auth-keys",
	Severity: diag.Error,
	Summary:  "Relay credentials under the wrong key",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/queue.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("queue.route", "type") {
			for _, name := range []string{"username", "secret", "password"} {
				x, ok := p.Set.Lookup("queue.route." + id + "." + name)
				if !ok {
					continue
				}
				want := "queue.route." + id + ".auth." + strings.Replace(name, "password", "secret", 1)
				p.Report(p.Key(x, "%s is not read: the relay is used without login", x.Key).
					WithDetail("Write %s.", want))
			}
		}
	},
}
