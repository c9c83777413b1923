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
		p.selectors(func(s *suppress.Suppression, sel *suppress.Selector) {
			if sel.Known {
				return
			}
			f := diag.At(sel.Span, "No rule is called %q: it suppresses nothing", sel.Name)
			if sel.Near != "" {
				p.Report(f.WithDetail("Did you mean %s?", sel.Near).
					WithFix("Write "+sel.Near, false, diag.Edit{Span: sel.Span, New: sel.Near}))
				return
			}
			p.Report(f.WithDetail("`stalcfg rules` lists every rule with code and name.").
				WithFix("Remove the name", false, withoutSelector(s, sel)))
		})
	},
}

// selectors calls a function with every rule that a comment names, where the
// comment can be read.
func (p *Pass) selectors(take func(s *suppress.Suppression, sel *suppress.Selector)) {
	for i := range p.Suppressions {
		s := &p.Suppressions[i]
		for j := range s.Selectors {
			if s.Problem == nil {
				take(s, &s.Selectors[j])
			}
		}
	}
}

// withoutSelector takes one name out of a comment.
func withoutSelector(s *suppress.Suppression, sel *suppress.Selector) diag.Edit {
	span, text := s.Without(func(x *suppress.Selector) bool { return x == sel })
	return diag.Edit{Span: span, New: text}
}
