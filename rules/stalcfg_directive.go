package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Directive is a comment that speaks to stalcfg. Err says why it could not be
// carried out.
type Directive struct {
	Span source.Span
	Text string // behind "stalcfg:"
	Err  error
}

// BadDirective reports a comment to stalcfg that it does not understand.
var BadDirective = &Rule{
	Code:     "SC9601",
	Name:     "stalcfg/directive",
	Severity: diag.Error,
	Summary:  "Directive to stalcfg is not understood",
	Cites:    []Cite{{"0.15.5", "stalcfg's own documentation"}},
	Check: func(p *Pass) {
		for _, d := range p.Directives {
			if d.Err != nil {
				p.Report(diag.At(d.Span, "The directive %q is not understood: %v", d.Text, d.Err).
					WithDetail("Write `# stalcfg: host ram=4GiB cores=2 nofile=65536`, `# stalcfg: target=0.15` or `# stalcfg:ignore RULE -- reason`."))
			}
		}
	},
}
