package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// SuppressionMalformed reports suppressions that cannot be read or that cover nothing.
var SuppressionMalformed = &Rule{
	Code:     "SC9606",
	Name:     "stalcfg/suppression-malformed",
	Severity: diag.Warning,
	Summary:  "Suppression is malformed",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	CheckComments: func(p *Pass) {
		for i := range p.Suppressions {
			s := &p.Suppressions[i]
			if s.Problem != nil {
				f := diag.At(s.Problem.Span, "The suppression is not carried out: %s", s.Problem.Text).
					WithDetail("Write `# stalcfg:ignore RULE[,RULE] [until=2027-01-31] -- reason` beside or directly above a setting, " +
						"or above a [table] header for all of the table; ignore-file at the top of the file.")
				if s.Problem.Fix != "" {
					f = f.WithFix("Write "+s.Problem.Fix, false, diag.Edit{Span: s.Problem.Span, New: s.Problem.Fix})
				}
				p.Report(f)
			}
		}
		p.selectors(func(s *suppress.Suppression, sel *suppress.Selector) {
			if sel.Locked {
				p.Report(diag.At(sel.Span, "No comment can suppress %s", sel.Name).
					WithDetail("Mend the comment it is about, or turn the rule off with --ignore or in .stalcfg.toml.").
					WithFix("Remove the name", false, withoutSelector(s, sel)))
			}
		})
	},
}
