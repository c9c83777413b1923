package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/expr"
)

// ExprUnquotedString reports words that are meant as text and stand without quotes of their own.
var ExprUnquotedString = &Rule{
	Code:     "SC8204",
	Name:     "expression/unquoted-string",
	Severity: diag.Error,
	Summary:  "String inside an expression has no inner quotes",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/tokenizer.rs:300"}},
	Check: func(p *Pass) {
		for _, e := range p.Expressions() {
			for i := range e.Expr.Problems {
				x := &e.Expr.Problems[i]
				if x.Kind != expr.UnquotedString {
					continue
				}
				f := expressionFinding(p, &e, x, "")
				if e.bare(x) || e.Part == "if" && !compared(e.At.Value, x) {
					f.Fix = nil // a text that nothing compares holds for everybody
					p.Report(f)
					continue
				}
				if text := "'" + e.At.Value + "'"; allText(e.At.Value) && e.Part != "if" {
					p.Report(f.WithDetail("Did you mean %s?", text).
						WithFix("Quote the text", false, diag.Edit{Span: e.At.ValueSpan, New: `"` + text + `"`}))
					break
				}
				if span := e.inside(p, x.Start, x.End); span != e.At.ValueSpan && e.At.Form == dialect.Basic {
					f = f.WithFix("Quote the text", false, diag.Edit{Span: span, New: x.Suggestion})
				} else if x.Start == 0 && x.End == len(e.At.Value) {
					f = f.WithFix("Quote the text", false, diag.Edit{Span: e.At.ValueSpan, New: `"` + x.Suggestion + `"`})
				}
				p.Report(f)
			}
		}
	},
}

// allText reports a value that is an address or several words, and no attempt
// at an expression.
func allText(v string) bool {
	return strings.ContainsAny(v, "@ ") && !strings.ContainsAny(v, "'\"`\\()=<>!&|+*/,?:")
}
