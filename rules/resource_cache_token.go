package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheToken compares the cache of access tokens with the declared users.
var CacheToken = &Rule{
	Code:     "SC6009",
	Name:     "resource/cache-token",
	Severity: diag.Warning,
	Summary:  "Access token cache below the active accounts",
	Fix:      UnsafeFix,
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/auth/access_token.rs:149"}},
	Check: func(p *Pass) {
		n := p.number(10485760, "cache.access-token.size")
		if p.Workload == nil || !n.OK {
			return
		}
		need := uint64(1.3 * 950 * float64(p.Workload.Users) * p.Workload.ActiveShare)
		if n.N < need {
			p.Report(p.proposing(p.about(n, "%s, but the tokens of the active accounts take %s: evicted accounts lose their rate counters and are read again", p.isSize(n), size(need)).
				WithDetail("Set cache.access-token.size = %d.", budget.RoundUp(need)), to(n.Key, budget.RoundUp(need))))
		}
	},
}
