package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ImplicitTLSPort reports ports whose clients expect the other way to begin TLS.
var ImplicitTLSPort = &Rule{
	Code:     "SC5007",
	Name:     "listener/implicit-tls-port",
	Severity: diag.Error,
	Summary:  "Implicit TLS does not fit the port",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:300"}},
	Check: func(p *Pass) {
		for _, l := range p.Listeners() {
			for _, b := range l.Binds {
				if !b.OK {
					continue
				}
				port := b.Addr.Port()
				wants := port == 465 || port == 993 || port == 995
				starts := port == 25 && l.Protocol == "smtp" || port == 587 || port == 143 || port == 110
				switch {
				case wants && !l.Implicit && l.TLS && (l.ImplicitAt == nil || !l.ImplicitAt.HasMacro()):
					p.Report(p.Setting(b.At, "The listener %s binds port %d without tls.implicit: clients begin with TLS there and get no answer they understand", l.ID, port).On(l.Key("tls.implicit")).
						WithDetail("Set %s = true.", l.Key("tls.implicit")))
				case starts && l.Implicit && l.TLS:
					p.Report(p.Setting(l.ImplicitAt, "The listener %s binds port %d with implicit TLS: clients and servers begin in clear text there and wait for STARTTLS", l.ID, port).
						WithDetail("Remove %s, or use port 465, 993 or 995.", l.Key("tls.implicit")))
				}
			}
		}
	},
}
