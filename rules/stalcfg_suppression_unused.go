package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// SuppressionUnused reports suppressions that hid no finding although the rules they
// name ran.
var SuppressionUnused = &Rule{
	Code:     "SC9603",
	Name:     "stalcfg/suppression-unused",
	Severity: diag.Warning,
	Summary:  "Suppression hides nothing",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	CheckComments: func(p *Pass) {
		for i := range p.Suppressions {
			s := &p.Suppressions[i]
			if !s.Active() {
				continue
			}
			idle := func(sel *suppress.Selector) bool { return sel.Known && !sel.Locked && sel.Ran && sel.Used == 0 }
			var names []string
			for j := range s.Selectors {
				if idle(&s.Selectors[j]) {
					names = append(names, s.Selectors[j].Name)
				}
			}
			if len(names) == 0 {
				continue
			}
			span, text := s.Without(idle)
			title := "Remove the comment"
			if text != "" {
				title = "Drop what is not needed"
			}
			p.Report(diag.At(s.Span, "The suppression of %s hides nothing on this %s", strings.Join(names, ", "), s.Level).
				WithDetail("Nothing it covers is reported by these rules. Remove it, so that it cannot hide a later mistake.").
				WithFix(title, true, diag.Edit{Span: span, New: text}))
		}
	},
}
