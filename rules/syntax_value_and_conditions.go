package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// ValueAndConditions reports a setting with a plain value next to conditions:
// the server takes the plain value and never looks at the conditions.
var ValueAndConditions = &Rule{
	Code:     "SC1016",
	Name:     "syntax/value-and-conditions",
	Severity: diag.Error,
	Summary:  "Setting has a plain value and also conditions",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/if_block.rs"}},
	Check: func(p *Pass) {
		p.valuesAbove(func(x *settings.Setting, under []settings.Setting) {
			if !isCondition(x.Key, under) {
				return
			}
			p.Report(p.Setting(x, "%s has a plain value and also conditions: the server uses the plain value and ignores the conditions", x.Key).
				WithDetail("Remove one of the two. The plain value may become the else branch.").
				WithRelated(under[0].KeySpan, "the conditions begin here"))
		})
	},
}
