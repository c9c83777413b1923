package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// FallbackAdminPlain reports an administrator password in clear text.
var FallbackAdminPlain = &Rule{
	Code:     "SC7005",
	Name:     "security/fallback-admin-plain",
	Severity: diag.Error,
	Summary:  "Fallback administrator secret is not a hash",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/directory/src/core/secret.rs:100"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("authentication.fallback-admin.secret")
		if !ok || x.Value == "" || x.HasMacro() || hashed(x.Value) || strings.ContainsAny(x.Value, "{") && strings.Contains(x.Value, "}") || strings.HasPrefix(x.Value, "$") {
			return
		}
		p.Report(p.Key(x, "authentication.fallback-admin.secret is a password in clear text: whoever reads the file, its backups or its history is administrator").
			WithSeverity(diag.Warning).
			WithDetail("Write a hash (openssl passwd -6), or %%{env:NAME}%% with the hash in the environment."))
	},
}

// hashed recognises the password hashes the server understands.
func hashed(v string) bool {
	for _, p := range []string{"$argon2", "$pbkdf2", "$scrypt", "$2a$", "$2b$", "$2x$", "$2y$", "$6$", "$5$", "$sha1", "$1$", "_", "{"} {
		if strings.HasPrefix(v, p) && len(v) > 12 {
			return true
		}
	}
	return false
}
