package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CertificateReload reports certificates that are read out of the folder of a
// renewing client, whose renewals the server does not notice.
var CertificateReload = &Rule{
	Code:     "SC5204",
	Name:     "tls/certificate-reload",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "File certificate needs a reload after renewal",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:267"}, {"0.15.5", "crates/common/src/manager/reload.rs:42"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("certificate", "cert") {
			x, _ := p.Set.Lookup("certificate." + id + ".cert")
			file := fileMacro(x.Value)
			client := renewingClient(file)
			if client == "" {
				continue
			}
			p.Report(p.Setting(x, "%s lies in the folder of %s: the server reads it when it starts or reloads, and keeps the old certificate after a renewal", file, client).
				WithDetail("Let a deploy hook of the client copy certificate and key to a folder of the server and call GET /api/reload/certificate; or let the server get its certificates with [acme.<id>]."))
		}
	},
}

// renewingClient is the program in whose folder a file lies that renews
// certificates on its own, "" for other places.
func renewingClient(file string) string {
	for _, c := range [][2]string{
		{"/etc/letsencrypt/live/", "certbot"},
		{"/etc/letsencrypt/archive/", "certbot"},
		{"/.acme.sh/", "acme.sh"},
		{"/var/lib/acme/", "lego"},
		{"/.lego/certificates/", "lego"},
		{"/var/lib/dehydrated/certs/", "dehydrated"},
		{"/etc/dehydrated/certs/", "dehydrated"},
		{"/caddy/certificates/", "Caddy"},
	} {
		if strings.Contains(file, c[0]) {
			return c[1]
		}
	}
	return ""
}
