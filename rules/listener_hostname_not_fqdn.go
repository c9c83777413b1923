package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// HostnameNotFQDN reports a name of the server that other servers will not accept.
var HostnameNotFQDN = &Rule{
	Code:     "SC5006",
	Name:     "listener/hostname-not-fqdn",
	Severity: diag.Error,
	Summary:  "Host name is not a full name",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/network.rs:183"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("server.hostname")
		if !ok || x.HasMacro() || strings.ContainsAny(x.Value, "$%{}<") {
			return
		}
		name := strings.TrimSuffix(x.Value, ".")
		if name != "" && strings.Contains(name, ".") && !strings.ContainsAny(name, " /:@_") {
			return
		}
		p.Report(p.Setting(x, "server.hostname = %q is not a full host name: other servers refuse the greeting, and no certificate has this name", x.Value).WithSeverity(hostSeverity(name)).
			WithDetail("Write the full name, as mail.example.org, without scheme or port."))
	},
}

// hostSeverity is lower for names that work inside one network.
func hostSeverity(name string) diag.Severity {
	if name == "localhost" || name != "" && !strings.ContainsAny(name, " /:@_.") {
		return diag.Warning
	}
	return diag.Error
}
