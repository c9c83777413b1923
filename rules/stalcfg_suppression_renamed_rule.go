package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// SuppressionRenamedRule reports suppressions that call a rule by a name it no
// longer has. They are carried out.
var SuppressionRenamedRule = &Rule{
	Code:     "SC9607",
	Name:     "stalcfg/suppression-renamed-rule",
	Severity: diag.Info,
	Preset:   All,
	Summary:  "Suppression calls a rule by an old name",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	CheckComments: func(p *Pass) {
		p.selectors(func(_ *suppress.Suppression, sel *suppress.Selector) {
			if sel.Now != "" {
				p.Report(diag.At(sel.Span, "%s is called %s now", sel.Name, sel.Now).
					WithDetail("The comment is carried out under the old name, too.").
					WithFix("Write "+sel.Now, true, diag.Edit{Span: sel.Span, New: sel.Now}))
			}
		})
	},
}
