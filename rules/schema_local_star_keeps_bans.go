package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// LocalStarKeepsBans reports a list of local keys that makes bans rewrite the file.
var LocalStarKeepsBans = &Rule{
	Code:     "SC2015",
	Name:     "schema/local-star-keeps-bans",
	Severity: diag.Warning,
	Summary:  "local-keys \"*\" without excluding server.blocked-ip",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/config.rs:492"}},
	Check: func(p *Pass) {
		local, ok := p.localKeys()
		if !ok || !local.Local("server.blocked-ip.192.0.2.1") {
			return
		}
		at := p.Set.List("config.local-keys")[0]
		p.Report(p.Key(at, "config.local-keys makes server.blocked-ip local: every automatic ban rewrites the file, without comments and order, and stays on this node").
			On("config.local-keys").
			WithDetail("Add \"!server.blocked-ip.*\" and \"!server.allowed-ip.*\"."))
	},
}
