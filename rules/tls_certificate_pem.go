package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CertificatePEM reports certificates given as a path or other text.
var CertificatePEM = &Rule{
	Code:     "SC5206",
	Name:     "tls/certificate-pem",
	Severity: diag.Error,
	Summary:  "Certificate or key is not PEM text",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/tls.rs:324"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("certificate", "cert") {
			for _, name := range []string{"cert", "private-key"} {
				x, ok := p.Set.Lookup("certificate." + id + "." + name)
				if !ok || x.HasMacro() || strings.Contains(x.Value, "-----BEGIN ") || strings.ContainsAny(x.Value, "${") {
					continue
				}
				f := p.Key(x, "certificate.%s.%s is not PEM text: the server logs an error and drops the certificate", id, name)
				if strings.HasPrefix(x.Value, "/") || strings.HasPrefix(x.Value, "file:") {
					p.Report(f.WithDetail("To read a file write %%{file:PATH}%%; a path alone is taken as the certificate itself."))
				} else {
					p.Report(f.WithDetail("Write the PEM text in three quotes, or %%{file:PATH}%%."))
				}
			}
		}
	},
}
