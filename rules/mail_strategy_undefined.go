package rules

import (
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// StrategyUndefined reports strategies that name routes, schedules and the like which do not exist.
var StrategyUndefined = &Rule{
	Code:     "SC8017",
	Name:     "mail/strategy-undefined",
	Severity: diag.Warning,
	Summary:  "Strategy names an object that is not defined",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/core.rs:197"}},
	Check: func(p *Pass) {
		for name, builtin := range map[string][]string{
			"route": {"local", "mx"}, "schedule": {"local", "remote", "dsn", "report", "default"},
			"connection": {"default"}, "tls": {"default", "invalid-tls"},
		} {
			for _, e := range p.Expressions() {
				c := e.Expr.Constant
				if e.Name != "queue.strategy."+name || e.Part == "if" || c == nil || c.Kind != "string" || slices.Contains(builtin, c.Text) {
					continue
				}
				if !p.Set.HasUnder("queue."+name+"."+c.Text) && p.Set.HasUnder("queue."+name) {
					p.Report(p.Setting(e.At, "%s gives %q, and the file has no queue.%s.%s: unless the database has it, the server uses a built-in one and notes it in the log only", e.At.Key, c.Text, name, c.Text).
						WithDetail("Define [queue.%s.%s], or name one that exists.", name, c.Text))
				}
			}
		}
	},
}
