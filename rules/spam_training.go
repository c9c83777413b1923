package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SpamTraining reports a classifier that trains more often than it learns.
var SpamTraining = &Rule{
	Code:     "SC8407",
	Name:     "spam/spam-training-rate",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Classifier trained too often",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/spamfilter.rs:508"}, {"0.15.5", "crates/services/src/housekeeper/mod.rs:575"}},
	Check: func(p *Pass) {
		const key = "spam-filter.classifier.training.frequency"
		if model, _ := p.Set.Value("spam-filter.classifier.model"); model == "disabled" || model == "disable" {
			return
		}
		n := p.milliseconds(12*3600_000, key)
		if n.At == nil || !n.OK || n.N >= 3600_000 {
			return
		}
		p.Report(p.Setting(n.At, "%s = %q trains the classifier every %s: each run reads and parses all new samples again", key, n.At.Value, minutes(n.N)).
			WithDetail("Write 6h to 24h; the default is 12h.").
			WithFix("Write the default 12h", false, diag.Edit{Span: n.At.ValueSpan, New: `"12h"`}))
	},
}
