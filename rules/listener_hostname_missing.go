package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HostnameMissing reports a file with listeners and no name of the server.
var HostnameMissing = &Rule{
	Code:     "SC5005",
	Name:     "listener/hostname-missing",
	Severity: diag.Warning,
	Summary:  "server.hostname is not set",
	Since:    "0.10",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/network.rs:183"}},
	Check: func(p *Pass) {
		if !p.complete() || p.Set.Has("server.hostname") || p.Set.Has("lookup.default.hostname") {
			return
		}
		help := "Set server.hostname to the full name that the MX record and the certificate have."
		if p.Set.Has("enterprise.license-key") && p.Target.AtLeast(12) {
			help += " Without it the server also ignores enterprise.license-key, and says nothing of that."
		}
		p.Report(p.Whole("server.hostname is not set: the server greets with the name of the machine, which in a container is a random word").On("server.hostname").
			WithDetail("%s", help))
	},
}
