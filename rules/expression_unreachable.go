package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ExprUnreachable reports conditions behind which no branch can be reached.
var ExprUnreachable = &Rule{
	Code:     "SC8205",
	Name:     "expression/unreachable",
	Severity: diag.Warning,
	Summary:  "Branch can never be reached",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/if_block.rs:88"}},
	Check: func(p *Pass) {
		seen := map[string]*Expression{}
		for _, e := range p.Expressions() {
			if e.Part != "if" || !e.Expr.Accepted {
				continue
			}
			if c := e.Expr.Constant; c != nil && (c.Text == "true" || c.Kind == "integer" && strings.Trim(c.Text, "0") != "") {
				p.Report(p.Setting(e.At, "%s is always true: the branches behind it are never reached", e.At.Key).
					WithDetail("Make it the else branch, or correct the condition."))
			}
			if hasEffect(e.At.Value) {
				continue // asked again, it may answer otherwise
			}
			id := e.Name + "\x00" + e.At.Value
			if first, ok := seen[id]; ok {
				p.Report(p.Setting(e.At, "%s is the same condition as an earlier one: its branch is never reached", e.At.Key).
					WithDetail("Remove one of the two.").WithRelated(first.At.ValueSpan, "the first one"))
				continue
			}
			seen[id] = &e
		}
	},
}

// hasEffect reports a condition whose answer may change from one evaluation to
// the next: it writes to a store, or runs a statement of the user's.
func hasEffect(condition string) bool {
	for _, f := range []string{"counter_incr", "key_set", "sql_query"} {
		if strings.Contains(condition, f) {
			return true
		}
	}
	return false
}
