package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// SMTPSlotHold reports SMTP time limits that let silent clients keep their slots.
var SMTPSlotHold = &Rule{
	Code:     "SC6056",
	Name:     "resource/smtp-slot-hold",
	Severity: diag.Warning,
	Summary:  "SMTP session time limits hold slots",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/session.rs:629"}},
	Check: func(p *Pass) {
		const minute = 60_000
		for key, most := range map[string]uint64{"session.timeout": 10 * minute, "session.duration": 60 * minute} {
			if n := p.milliseconds(0, key); n.At != nil && n.OK && n.N > most {
				p.Report(p.Setting(n.At, "%s = %q: a silent client keeps its slot for %s", key, n.At.Value, schema.FormatDuration(n.N)).
					WithDetail("Use 5 minutes for session.timeout and 10 to 30 for session.duration."))
			}
		}
	},
}
