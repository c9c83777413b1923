package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
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
		noVersions(p, "server.tls", p.Set.List("server.tls.disable-protocols"))
		for i := range p.Listeners() {
			l := &p.Listeners()[i]
			if list := l.Object.List("tls.disable-protocols"); len(list) > 0 {
				noVersions(p, l.Key("tls"), list)
			}
		}
	},
}

// noVersions looks for both versions in a list.
func noVersions(p *Pass, group string, list []*settings.Setting) {
	old, latest := false, false
	for _, x := range list {
		switch x.Value {
		case "TLSv1.2", "0x0303":
			old = true
		case "TLSv1.3", "0x0304":
			latest = true
		}
	}
	if old && latest {
		p.Report(p.Key(list[0], "%s.disable-protocols names both TLS versions: the server then offers both", group).
			WithDetail("Name one version. To run a listener without TLS set tls.enable = false."))
	}
}
