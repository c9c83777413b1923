package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SessionsOverWatermark says what very many sessions cost.
var SessionsOverWatermark = &Rule{
	Code:     "SC6052",
	Name:     "resource/sessions-over-watermark",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "More than 8,000 simultaneous sessions on one node",
	Cites:    []Cite{{"0.15.5", "crates/trc/src/ipc/collector.rs:76"}},
	Check: func(p *Pass) {
		if p.Workload == nil {
			return
		}
		imap, http, _ := p.Workload.Sessions()
		if n := imap + http; n > 8000 {
			p.Report(p.Whole("%d users keep about %.0f sessions open: above 8,000 every new one makes the server scan all of them in one thread", p.Workload.Users, n).
				On("host.sessions").WithDetail("Spread the users over several nodes, and avoid reconnect storms."))
		}
	},
}
