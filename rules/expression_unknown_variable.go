package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
	"github.com/stalcfg/stalcfg/schema"
)

// ExprUnknownVariable reports variables that the setting does not have.
var ExprUnknownVariable = &Rule{
	Code:     "SC8203",
	Name:     "expression/unknown-variable",
	Severity: diag.Error,
	Summary:  "Variable does not exist or is not available for this key",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/tokenizer.rs:300"}},
	Check: func(p *Pass) {
		for _, e := range p.Expressions() {
			for i := range e.Expr.Problems {
				if x := &e.Expr.Problems[i]; x.Kind == expr.UnknownName || x.Kind == expr.NotHere {
					p.Report(expressionFinding(p, &e, x, "Available are: "+schema.VariableList(e.Vars)+"."))
				}
			}
		}
	},
}
