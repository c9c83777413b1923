package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// OIDCKey reports an OIDC algorithm that needs a key and has none.
var OIDCKey = &Rule{
	Code:     "SC7022",
	Name:     "security/oidc-key",
	Severity: diag.Error,
	Summary:  "Signature algorithm without its key",
	Since:    "0.10",
	Cites:    []Cite{{"0.15.5", "crates/common/src/auth/oauth/config.rs"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("oauth.oidc.signature-algorithm")
		if !ok || x.HasMacro() || p.Set.Has("oauth.oidc.signature-key") {
			return
		}
		if a := strings.ToUpper(x.Value); strings.HasPrefix(a, "RS") || strings.HasPrefix(a, "PS") || strings.HasPrefix(a, "ES") {
			p.Report(p.Setting(x, "oauth.oidc.signature-algorithm = %q needs a private key in oauth.oidc.signature-key: without it the server signs with a random key of another kind, and no client can verify", x.Value).
				WithSeverity(diag.Warning).
				WithDetail("Set the key as %%{file:PATH}%%, here or in the database, or use HS256."))
		}
	},
}
