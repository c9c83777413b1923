package rules

import "github.com/stalcfg/stalcfg/internal/diag"

// SuppressionExpired reports suppressions whose last day has passed.
var SuppressionExpired = &Rule{
	Code:     "SC9602",
	Name:     "stalcfg/suppression-expired",
	Severity: diag.Warning,
	Summary:  "Suppression has passed its last day",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	CheckComments: func(p *Pass) {
		for i := range p.Suppressions {
			s := &p.Suppressions[i]
			if s.Problem != nil || !s.Expired {
				continue
			}
			p.Report(diag.At(s.Span, "The suppression of %s ended with %s: what it hid is reported again", suppressed(s), s.Until).
				WithDetail("Mend the setting and remove the comment, or give a later day with until=.").
				WithFix("Remove the comment", true, removeComment(s)))
		}
	},
}
