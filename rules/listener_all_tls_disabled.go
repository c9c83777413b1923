package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// AllTLSDisabled reports a list that disables every TLS version, which the server takes as none.
var AllTLSDisabled = &Rule{
	Code:     "SC5001",
	Name:     "listener/all-tls-disabled-ignored",
	Severity: diag.Warning,
	Summary:  "Disabling both TLS versions enables both",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:215"}},
	Check: func(p *Pass) {
		groups := []string{"server.tls"}
		for _, l := range p.Listeners() {
			groups = append(groups, "server.listener."+l.ID+".tls")
		}
		for _, g := range groups {
			off := map[string]bool{}
			list := p.Set.List(g + ".disable-protocols")
			for _, x := range list {
				switch x.Value {
				case "TLSv1.2", "0x0303":
					off["1.2"] = true
				case "TLSv1.3", "0x0304":
					off["1.3"] = true
				}
			}
			if len(off) == 2 {
				p.Report(p.Key(list[0], "%s.disable-protocols names both TLS versions: the server then offers both", g).
					WithDetail("Name one version. To run a listener without TLS set tls.enable = false."))
			}
		}
	},
}
