package rules

import (
	"encoding/base64"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ACMEChallenge reports ACME providers whose challenge cannot succeed.
var ACMEChallenge = &Rule{
	Code:     "SC5201",
	Name:     "tls/acme-challenge",
	Severity: diag.Error,
	Summary:  "ACME challenge cannot work with this configuration",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/tls.rs:116"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("acme", "directory") {
			g := "acme." + id
			challenge, ok := p.Set.Value(g + ".challenge")
			if !ok {
				challenge = "tls-alpn-01"
			}
			for _, x := range p.Set.List(g + ".domains") {
				if strings.HasPrefix(x.Value, "*.") && challenge != "dns-01" {
					p.Report(p.Setting(x, "%s needs the challenge dns-01, acme.%s uses %s: the server logs an error and drops the provider", x.Value, id, challenge).
						WithDetail("Set %s.challenge = \"dns-01\" with a provider, or name the hosts.", g))
				}
			}
			kid, mac := p.Set.Has(g+".eab.kid"), p.Set.Has(g+".eab.hmac-key")
			if kid != mac {
				x, _ := p.Set.First(g+".eab.kid", g+".eab.hmac-key")
				p.Report(p.Key(x, "acme.%s has only one of eab.kid and eab.hmac-key: external account binding is not used", id).
					WithDetail("Set both, or remove both."))
			}
			if x, ok := p.Set.Lookup(g + ".directory"); ok && strings.TrimSpace(x.Value) == "" {
				p.Report(p.Setting(x, "%s is empty: the server logs an error and drops the provider", x.Key).WithDetail("Write the URL of the directory."))
			}
			if x, ok := p.Set.Lookup(g + ".eab.hmac-key"); ok && !x.HasMacro() && kid {
				if _, err := base64.RawURLEncoding.DecodeString(strings.TrimSpace(x.Value)); err != nil {
					p.Report(p.Key(x, "%s is not base64url without padding: the server logs an error and does not use external account binding", x.Key).
						WithDetail("Write the key as the authority gives it, without = at the end."))
				}
			}
			reachable(p, id, challenge)
		}
	},
}

// reachable reports a challenge for which no listener binds the port.
func reachable(p *Pass, id, challenge string) {
	port := map[string]uint16{"tls-alpn-01": 443, "http-01": 80}[challenge]
	if port == 0 || !p.complete() {
		return
	}
	proxied := false
	for _, l := range p.Listeners() {
		for _, b := range l.Binds {
			if b.OK && b.Addr.Port() == port || !b.OK {
				return
			}
			proxied = proxied || l.Protocol == "http"
		}
	}
	at := p.objectSpan("acme", id)
	p.Report(diag.At(at, "acme.%s uses %s, which arrives on port %d, and no listener binds it: it works only if a proxy passes that port on unchanged", id, challenge, port).
		On("acme." + id + ".challenge").WithSeverity(diag.Warning).
		WithDetail("Bind the port, or use dns-01."))
}
