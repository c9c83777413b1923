package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ReuseAddrForced says that the option counts per listener only.
var ReuseAddrForced = &Rule{
	Code:     "SC5011",
	Name:     "listener/reuse-addr-forced",
	Severity: diag.Info,
	Summary:  "server.socket.reuse-addr = false has no effect",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:130"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("server.socket.reuse-addr")
		if !ok || x.Value != "false" {
			return
		}
		for _, l := range p.Listeners() {
			if !p.Set.Has(l.Key("socket.reuse-addr")) {
				p.Report(p.Setting(x, "server.socket.reuse-addr = false has no effect on the listener %s: without a setting of its own it is set back to true", l.ID).
					WithDetail("Set %s = false.", l.Key("socket.reuse-addr")))
				return
			}
		}
	},
}
