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
			if at := swallowed(e.At.Value); at >= 0 && e.Expr.Accepted {
				span := e.inside(p, at, min(at+2, len(e.At.Value)))
				p.Report(diag.At(span, "%s: a single = takes the character behind it away: %q is compared", e.At.Key, e.At.Value[min(at+2, len(e.At.Value)):]).On(e.At.Key).
					WithDetail("Write == for a comparison."))
			}
		}
	},
}

// swallowed finds a single = that is followed by something that matters.
func swallowed(s string) int {
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '!' || c == '<' || c == '>':
			i++ // != <= >=
		case c == '=':
			if i+1 < len(s) && (s[i+1] == '=' || s[i+1] == '>' || s[i+1] == '<' || s[i+1] == ' ') {
				i++
				continue
			}
			return i
		}
	}
	return -1
}
