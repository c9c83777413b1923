package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
)

// ExprUnknownFunction reports calls of functions that do not exist or take other arguments.
var ExprUnknownFunction = &Rule{
	Code:     "SC8202",
	Name:     "expression/unknown-function",
	Severity: diag.Error,
	Summary:  "Function unknown or wrong number of arguments",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/functions/mod.rs:38"}},
	Check: func(p *Pass) {
		reportProblems(p, "The functions and their arguments are listed in the documentation of expressions.", expr.UnknownFunction, expr.Arity)
	},
}
