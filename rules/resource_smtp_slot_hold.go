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
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/session.rs:629"}},
	Check: func(p *Pass) {
		const minute = 60_000
		for _, t := range [...]struct {
			key        string
			most, good uint64
		}{{"session.timeout", 10 * minute, 5 * minute}, {"session.duration", 60 * minute, 30 * minute}} {
			key, most := t.key, t.most
			if n := p.milliseconds(0, key); n.At != nil && n.OK && n.N > most {
				p.Report(p.proposing(p.Setting(n.At, "%s = %q: a silent client keeps its slot for %s", key, n.At.Value, schema.FormatDuration(n.N)).
					WithDetail("Use 5 minutes for session.timeout and 10 to 30 for session.duration."), change{key, quoteDuration(t.good)}))
			}
		}
	},
}
