package rules

import (
	"crypto/x509"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CertificateName reports certificates that clients refuse for their names or
// dates.
var CertificateName = &Rule{
	Code:     "SC5203",
	Name:     "tls/certificate-name",
	Severity: diag.Warning,
	Summary:  "Certificate does not cover server.hostname, or is not valid now",
	Since:    "0.7",
	Wants:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/tls.rs:346"}, {"0.15.5", "crates/common/src/listener/tls.rs:59"}},
	Check: func(p *Pass) {
		var all []*x509.Certificate
		var where []pemText
		complete := true
		for _, id := range p.Set.IDs("certificate", "cert") {
			t := p.pemText(id, "cert")
			c := leaf(t.Text)
			if !t.known() || c == nil {
				complete = false
				continue
			}
			all, where = append(all, c), append(where, t)
			validNow(p, &t, c)
		}
		if complete && len(all) > 0 && len(p.Set.IDs("acme", "")) == 0 {
			coversHostname(p, all, where)
		}
	},
}

// validNow compares the dates of a certificate with today.
func validNow(p *Pass, t *pemText, c *x509.Certificate) {
	if p.Machine == nil {
		return
	}
	const day = "2006-01-02"
	now := p.Machine.Now()
	switch {
	case now.After(c.NotAfter):
		p.Report(p.Key(t.At, "The certificate %s was valid until %s: clients refuse it", t.source(), c.NotAfter.UTC().Format(day)).
			WithSeverity(diag.Error).WithDetail("Renew it, and let the server reload its certificates."))
	case now.Before(c.NotBefore):
		p.Report(p.Key(t.At, "The certificate %s is valid from %s on: clients refuse it until then", t.source(), c.NotBefore.UTC().Format(day)).
			WithSeverity(diag.Error).WithDetail("Use one that is valid, or mend the clock."))
	}
}

// coversHostname reports when no certificate is for the name of the server.
func coversHostname(p *Pass, all []*x509.Certificate, where []pemText) {
	name, ok := p.Set.Lookup("server.hostname")
	if !ok || name.HasMacro() || !strings.Contains(name.Value, ".") {
		return
	}
	var names []string
	for _, c := range all {
		if c.VerifyHostname(strings.ToLower(name.Value)) == nil {
			return
		}
		for _, n := range c.DNSNames {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	slices.Sort(names)
	have := "none has a name of a host"
	if n := len(names); n > 5 {
		have = "they are for " + strings.Join(names[:5], ", ") + " and " + plural(n-5, "further name")
	} else if n > 0 {
		have = "they are for " + strings.Join(names, ", ")
	}
	p.Report(p.Setting(name, "No certificate of the file is for %s, the name the server greets with: %s; clients and servers that check names refuse it", name.Value, have).
		WithDetail("Use a certificate with that name, or correct server.hostname.").
		WithRelated(where[0].At.KeySpan, "a certificate"))
}
