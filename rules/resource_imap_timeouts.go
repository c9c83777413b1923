package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// IMAPTimeouts reports IMAP timeouts outside what clients and slots bear.
var IMAPTimeouts = &Rule{
	Code:     "SC6026",
	Name:     "resource/imap-timeouts",
	Aliases:  []string{"resource/timeout-holds-connections"},
	Severity: diag.Warning,
	Summary:  "IMAP timeouts hold slots too long or break clients",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/imap.rs:34"}},
	Check: func(p *Pass) {
		const minute = 60_000
		for _, t := range []struct {
			key      string
			def      uint64
			min, max uint64
			why      string
		}{
			{"imap.timeout.anonymous", minute, 0, 2 * minute, "connections that never log in keep their slot as long"},
			{"imap.timeout.authenticated", 30 * minute, 30 * minute, 120 * minute, "RFC 9051 wants 30 minutes at least, and dead clients keep their slot as long"},
			{"imap.timeout.idle", 30 * minute, 0, 120 * minute, "dead clients keep their slot as long"},
		} {
			n := p.milliseconds(t.def, t.key)
			if !n.OK || n.At == nil || n.N >= t.min && n.N <= t.max {
				continue
			}
			p.Report(p.proposing(p.Setting(n.At, "%s = %q is %s: %s", t.key, n.At.Value, schema.FormatDuration(n.N), t.why).
				WithDetail("Use 30 seconds to 2 minutes before the login, 30 minutes to 2 hours after it."), change{t.key, quoteDuration(min(max(n.N, t.min), t.def))}))
		}
	},
}
