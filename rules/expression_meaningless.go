package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
)

// ExprMeaningless reports expressions that pass although they lack a part.
var ExprMeaningless = &Rule{
	Code:     "SC8207",
	Name:     "expression/meaningless",
	Severity: diag.Error,
	Summary:  "Expression is accepted but cannot mean anything",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/parser.rs"}},
	Check: func(p *Pass) {
		for _, e := range p.Expressions() {
			for i := range e.Expr.Problems {
				x := &e.Expr.Problems[i]
				if x.Kind != expr.Meaningless || e.At.Value == "" && e.Part == "" {
					continue
				}
				p.Report(e.problem(p, x, "%s: %s", e.At.Key, x.Message).
					WithDetail("The server counts operands only when it calculates; complete the expression."))
			}
			for _, at := range e.Expr.Swallowed {
				if !e.Expr.Accepted {
					break // what the server refuses is reported as such
				}
				span := e.inside(p, at, at+2)
				p.Report(diag.At(span, "%s: a single = takes the character behind it away: %q is compared", e.At.Key, e.At.Value[at+2:]).On(e.At.Key).
					WithDetail("Write == for a comparison."))
			}
		}
	},
}
