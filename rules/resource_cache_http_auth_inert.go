package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheHTTPAuthInert says that the cache of HTTP logins does not work.
var CacheHTTPAuthInert = &Rule{
	Code:     "SC6007",
	Name:     "resource/cache-http-auth-inert",
	Severity: diag.Info,
	Summary:  "HTTP credential cache is ineffective",
	Fix:      UnsafeFix,
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/http/src/auth/authenticate.rs:37"}},
	Check: func(p *Pass) {
		if n := p.number(1048576, "cache.http-auth.size"); n.OK && n.At != nil && n.N > 1048576 {
			p.Report(p.proposing(p.Setting(n.At, "%s: this release drops an entry of the HTTP credential cache when it finds it, so a larger cache saves nothing", p.is(n)).
				WithDetail("Leave it at its default of 1 MiB; every HTTP request with a password costs one verification."), to(n.Key, 1048576)))
		}
	},
}
