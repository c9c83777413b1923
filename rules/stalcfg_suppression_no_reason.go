package rules

import "github.com/stalcfg/stalcfg/internal/diag"

// SuppressionNoReason reports suppressions that do not say why.
var SuppressionNoReason = &Rule{
	Code:     "SC9605",
	Name:     "stalcfg/suppression-no-reason",
	Severity: diag.Warning,
	Summary:  "Suppression gives no reason",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	CheckComments: func(p *Pass) {
		for i := range p.Suppressions {
			s := &p.Suppressions[i]
			if s.Problem != nil || !s.NoReason || s.Expired {
				continue
			}
			p.Report(diag.At(s.Span, "The suppression of %s gives no reason and is not carried out", suppressed(s)).
				WithDetail("Add -- and the reason behind the rules: `# stalcfg:ignore RULE -- reason`.").
				WithFix("Remove the comment", false, removeComment(s)))
		}
	},
}
