package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
)

// ExprSyntax reports expressions that the server cannot read.
var ExprSyntax = &Rule{
	Code:     "SC8206",
	Name:     "expression/syntax",
	Severity: diag.Error,
	Summary:  "Expression is refused",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/tokenizer.rs"}},
	Check: func(p *Pass) {
		reportProblems(p, "Operators are && || ! == != < > <= >= + - * / ^; texts stand in single quotes inside the expression.", expr.Syntax)
	},
}
