package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
)

// ExprRegex reports regular expressions that the server refuses.
var ExprRegex = &Rule{
	Code:     "SC8208",
	Name:     "expression/regex",
	Severity: diag.Error,
	Summary:  "Regular expression is not valid",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/tokenizer.rs:112"}},
	Check: func(p *Pass) {
		reportProblems(p, "The server's regular expressions have no look-around and no back references. A backslash must reach the expression: use three single quotes around the value.", expr.BadRegex)
	},
}
