package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// WebsocketKey reports the plural the web admin writes for WebSocket settings.
var WebsocketKey = &Rule{
	Code:     "SC2027",
	Name:     "schema/websocket-key",
	Severity: diag.Warning,
	Summary:  "WebSocket settings under the wrong key",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/jmap/settings.rs:306"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.Under("jmap.web-sockets") {
			to := strings.Replace(x.Key, "web-sockets", "web-socket", 1)
			f := p.Key(&x, "%s is what the web admin writes, but the server reads %s", x.Key, to).WithDetail("Write %s.", to)
			p.Report(withRename(p, f, &x, x.Key, to))
		}
	},
}
