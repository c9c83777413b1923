package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// SuppressionUnknownRule reports suppressions that name no rule.
var SuppressionUnknownRule = &Rule{
	Code:     "SC9604",
	Name:     "stalcfg/suppression-unknown-rule",
	Severity: diag.Warning,
	Summary:  "Suppression names a rule that does not exist",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	CheckComments: func(p *Pass) {
		for i := range p.Suppressions {
			s := &p.Suppressions[i]
			if s.Problem != nil {
				continue
			}
			for j := range s.Selectors {
				sel := &s.Selectors[j]
				if sel.Known {
					continue
				}
				f := diag.At(sel.Span, "No rule is called %q: it suppresses nothing", sel.Name)
				if sel.Near != "" {
					p.Report(f.WithDetail("Did you mean %s?", sel.Near).
						WithFix("Write "+sel.Near, false, diag.Edit{Span: sel.Span, New: sel.Near}))
					continue
				}
				span, text := s.Without(func(x *suppress.Selector) bool { return x == sel })
				p.Report(f.WithDetail("`stalcfg rules` lists every rule with code and name.").
					WithFix("Remove the name", false, diag.Edit{Span: span, New: text}))
			}
		}
	},
}
