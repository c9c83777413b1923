package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// AllCiphersDisabled reports a list that leaves TLS without ciphers.
var AllCiphersDisabled = &Rule{
	Code:     "SC5012",
	Name:     "listener/all-ciphers-disabled",
	Severity: diag.Error,
	Summary:  "No cipher suite is left",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:240"}},
	Check: func(p *Pass) {
		groups := []string{"server.tls"}
		for _, l := range p.Listeners() {
			groups = append(groups, "server.listener."+l.ID+".tls")
		}
		for _, g := range groups {
			list := p.Set.List(g + ".disable-ciphers")
			off := map[string]bool{}
			for _, x := range list {
				off[x.Value] = true
			}
			if len(list) == 0 || len(off) < 9 {
				continue
			}
			p.Report(p.Key(list[0], "%s.disable-ciphers leaves no cipher suite: the server stops setting up TLS, and this and all following listeners speak plain text", g).
				WithDetail("Leave at least one suite of each TLS version."))
		}
	},
}
