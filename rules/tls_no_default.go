package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// NoDefaultCertificate reports certificates without one for unknown names.
var NoDefaultCertificate = &Rule{
	Code:     "SC5205",
	Name:     "tls/no-default-certificate",
	Severity: diag.Warning,
	Summary:  "Several certificates, none is default",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/tls.rs:81"}},
	Check: func(p *Pass) {
		ids := p.Set.IDs("certificate", "cert")
		if len(ids) < 2 {
			return
		}
		for _, id := range ids {
			if v, _ := p.Set.Value("certificate." + id + ".default"); v == "true" {
				return
			}
		}
		p.Report(diag.At(p.objectSpan("certificate", ids[0]), "There are %d certificates and none is the default: clients that name no host, or one that is in none of them, get any of them, which may differ from start to start", len(ids)).On("certificate").
			WithDetail("Set default = true in one of them."))
	},
}
