package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ImplicitWithoutTLS reports implicit TLS where TLS is switched off.
var ImplicitWithoutTLS = &Rule{
	Code:     "SC5010",
	Name:     "listener/implicit-without-tls",
	Severity: diag.Warning,
	Summary:  "Implicit TLS on a listener without TLS",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:215"}},
	Check: func(p *Pass) {
		for _, l := range p.Listeners() {
			if !l.TLS && l.Implicit {
				p.Report(p.Setting(l.ImplicitAt, "%s = true has no effect: %s = false makes the listener plain text", l.ImplicitAt.Key, l.Key("tls.enable")).
					WithDetail("Remove one of the two."))
			}
		}
	},
}
