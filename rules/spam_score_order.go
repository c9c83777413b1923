package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// ScoreOrder reports thresholds under which nothing is ever marked as spam.
var ScoreOrder = &Rule{
	Code:     "SC8403",
	Name:     "spam/score-order",
	Severity: diag.Warning,
	Summary:  "Spam score thresholds are out of order",
	Since:    "0.11",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/spamfilter.rs"}},
	Check: func(p *Pass) {
		read := func(name string) (float64, *settings.Setting) {
			x, ok := p.Set.Lookup("spam-filter.score." + name)
			if !ok {
				return 0, nil
			}
			f, err := schema.ParseFloat(x.Value)
			if err != nil || f <= 0 {
				return 0, nil
			}
			return f, x
		}
		spam, at := read("spam")
		for _, name := range []string{"reject", "discard"} {
			if n, x := read(name); x != nil && at != nil && n < spam {
				p.Report(p.Setting(x, "spam-filter.score.%s = %s is below spam-filter.score.spam = %s: messages go before they would be marked", name, x.Value, at.Value).
					WithDetail("Order them: spam below reject and discard."))
			}
		}
	},
}
