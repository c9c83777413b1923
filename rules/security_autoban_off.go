package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// AutobanOff reports automatic bans that are switched off.
var AutobanOff = &Rule{
	Code:     "SC7002",
	Name:     "security/autoban-off",
	Severity: diag.Warning,
	Summary:  "Automatic bans are off",
	Since:    "0.10",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/blocked.rs:123"}},
	Check: func(p *Pass) {
		for _, name := range []string{"auth", "abuse", "loiter", "scan"} {
			if x, ok := p.Set.Lookup("server.auto-ban." + name + ".rate"); ok && schema.None(x.Value) {
				p.Report(p.Setting(x, "%s = %q switches these automatic bans off", x.Key, x.Value).
					WithDetail("Remove the line for the default, unless something in front of the server bans."))
			}
		}
	},
}
