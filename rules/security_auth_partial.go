package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// AuthPartial reports half a login, which the server does not use.
var AuthPartial = &Rule{
	Code:     "SC7020",
	Name:     "security/auth-partial",
	Severity: diag.Error,
	Summary:  "Only one of user name and secret is set",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		groups := []string{"metrics.prometheus.auth", "authentication.fallback-admin", "authentication.master"}
		for _, g := range [][2]string{{"session.hook", "url"}, {"webhook", "url"}, {"queue.route", "type"}} {
			for _, id := range p.Set.IDs(g[0], g[1]) {
				groups = append(groups, g[0]+"."+id+".auth")
			}
		}
		for _, g := range groups {
			user := "username"
			if strings.HasPrefix(g, "authentication.") {
				user = "user"
			}
			a, hasUser := p.Set.Lookup(g + "." + user)
			b, hasSecret := p.Set.Lookup(g + ".secret")
			if hasUser == hasSecret {
				continue
			}
			x, other := a, "secret"
			if hasSecret {
				x, other = b, user
			}
			effect := "no login is used"
			if strings.HasPrefix(g, "metrics.") {
				effect = "the endpoint is open to everybody"
			} else if strings.HasPrefix(g, "authentication.") {
				effect = "the account does not exist"
			}
			p.Report(p.Key(x, "%s is set without %s.%s: %s", x.Key, g, other, effect).WithDetail("Set both, or remove both."))
		}
	},
}
