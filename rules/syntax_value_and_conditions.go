package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
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
		all := p.Set.All()
		for i := range all {
			if i+1 == len(all) || !strings.HasPrefix(all[i+1].Key, all[i].Key) {
				continue
			}
			under := p.Set.Under(all[i].Key)
			if len(under) == 0 || !isCondition(all[i].Key, under) {
				continue
			}
			p.Report(p.Setting(&all[i], "%s has a plain value and also conditions: the server uses the plain value and ignores the conditions", all[i].Key).
				WithDetail("Remove one of the two. The plain value may become the else branch.").
				WithRelated(under[0].KeySpan, "the conditions begin here"))
		}
	},
}
