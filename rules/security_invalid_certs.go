package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// InvalidCertsAllowed reports connections whose certificates are not checked.
var InvalidCertsAllowed = &Rule{
	Code:     "SC7008",
	Name:     "security/invalid-certs-allowed",
	Severity: diag.Warning,
	Summary:  "TLS verification switched off",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/queue.rs"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if strings.HasSuffix(k.Match.Key.Pattern, "allow-invalid-certs") && k.Value == "true" {
				p.Report(p.Setting(k.Setting, "%s = true accepts any certificate: whoever stands between may read and change everything", k.Setting.Key).
					WithDetail("Remove it; for a private authority install its certificate in the system's store."))
			}
		}
	},
}
