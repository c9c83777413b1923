package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// DKIMAlgorithm reports signatures that the server refuses to make.
var DKIMAlgorithm = &Rule{
	Code:     "SC8019",
	Name:     "mail/dkim-algorithm",
	Severity: diag.Error,
	Summary:  "DKIM algorithm is refused",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/auth.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("signature", "algorithm") {
			if x, _ := p.Set.Lookup("signature." + id + ".algorithm"); x.Value == "rsa-sha1" || x.Value == "rsa-sha-1" {
				p.Report(p.Setting(x, "signature.%s uses SHA-1: the server cannot build it, and messages go out unsigned", id).
					WithDetail("Use rsa-sha256 or ed25519-sha256."))
			}
		}
	},
}
