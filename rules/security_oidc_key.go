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
		if !ok || x.HasMacro() {
			return
		}
		key, has := p.Set.Lookup("oauth.oidc.signature-key")
		if a := strings.ToUpper(x.Value); strings.HasPrefix(a, "RS") || strings.HasPrefix(a, "PS") || strings.HasPrefix(a, "ES") {
			if has {
				if !key.HasMacro() && !strings.Contains(key.Value, "-----BEGIN ") {
					p.Report(p.Setting(key, "oauth.oidc.signature-key is not PEM text, which signature-algorithm = %q needs: the server logs an error and signs with a random key of another kind, and no client can verify", x.Value).
						WithDetail("To read a file write %%{file:PATH}%%; a path alone is taken as the key itself."))
				}
				return
			}
			p.Report(p.Setting(x, "oauth.oidc.signature-algorithm = %q needs a private key in oauth.oidc.signature-key: without it the server signs with a random key of another kind, and no client can verify", x.Value).
				WithSeverity(diag.Warning).
				WithDetail("Set the key as %%{file:PATH}%%, here or in the database, or use HS256."))
		}
	},
}
