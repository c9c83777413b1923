package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ProxyHeaderUncounted says that connections before the PROXY header are not counted.
var ProxyHeaderUncounted = &Rule{
	Code:     "SC6048",
	Name:     "resource/proxy-header-uncounted",
	Severity: diag.Info,
	Preset:   All,
	Summary:  "Connections waiting for the PROXY header are not limited",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:128"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if strings.HasSuffix(k.Match.Key.Pattern, "proxy.trusted-networks") {
				p.Report(p.Setting(k.Setting, "Connections from %s that have not yet sent their PROXY header count for no limit and time out never", k.Value).
					WithDetail("Trust the addresses of the load balancer only, not a whole network."))
				return
			}
		}
	},
}
