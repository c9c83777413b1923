package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HTTPConcurrencyDav reports a limit of HTTP requests that sync clients run into.
var HTTPConcurrencyDav = &Rule{
	Code:     "SC6018",
	Name:     "resource/http-concurrency-dav",
	Severity: diag.Warning,
	Summary:  "Account HTTP concurrency too low for sync clients",
	Fix:      UnsafeFix,
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/auth/rate_limit.rs:40"}},
	Check: func(p *Pass) {
		if n := p.number(4, "jmap.protocol.request.max-concurrent"); n.OK && n.N >= 1 && n.N < 4 {
			p.Report(p.proposing(p.about(n, "%s: every HTTP request of an account counts, calendars and contacts included; sync clients open four and more", p.is(n)).
				WithDetail("Set jmap.protocol.request.max-concurrent to 4 or more."), to(n.Key, 4)))
		}
	},
}
