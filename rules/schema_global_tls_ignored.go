package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// GlobalTLSIgnored reports TLS switches at server level, which no listener reads.
var GlobalTLSIgnored = &Rule{
	Code:     "SC2009",
	Name:     "schema/global-tls-ignored",
	Severity: diag.Warning,
	Summary:  "server.tls.enable / implicit / certificate do nothing",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:215"}},
	Check: func(p *Pass) {
		for _, name := range []string{"server.tls.enable", "server.tls.implicit", "server.tls.certificate", "server.tls.starttls"} {
			list := p.Set.List(name)
			if _, on := implicitEverywhere(p); len(list) == 0 || on && name == "server.tls.implicit" && waitForSTARTTLS(p) > 0 {
				continue // the second is version/implicit-tls-default
			}
			f := p.Key(list[0], "%s is not read: %s", name, map[bool]string{true: "certificates are chosen by the name the client asks for", false: "TLS is switched per listener"}[name == "server.tls.certificate"]).
				WithDetail("Remove it.")
			switch name {
			case "server.tls.implicit", "server.tls.enable":
				f = f.WithDetail("Write server.listener.<id>.%s for each listener it is meant for.", strings.TrimPrefix(name, "server."))
			case "server.tls.certificate":
				f = f.WithDetail("Remove it; certificate.<id>.default = true marks the certificate for other names.")
			}
			p.Report(f)
		}
	},
}
