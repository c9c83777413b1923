package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheEmailKey reports the documented name of the message cache, which nothing reads.
var CacheEmailKey = &Rule{
	Code:     "SC2002",
	Name:     "schema/cache-email-key",
	Severity: diag.Warning,
	Summary:  "cache.email.size is never read",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/inner.rs:107"}},
	Check: func(p *Pass) {
		for _, name := range []string{"cache.email.size", "cache.email.capacity"} {
			if x, ok := p.Set.Lookup(name); ok {
				to := strings.Replace(name, ".email.", ".message.", 1)
				f := p.Key(x, "%s is named in the documentation, but the server reads %s", name, to).WithDetail("Write %s.", to)
				p.Report(withRename(p, f, x, name, to))
			}
		}
	},
}
