package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SpamFeatures reports sizes of the classifier that are out of range or too large.
var SpamFeatures = &Rule{
	Code:     "SC8406",
	Name:     "spam/spam-features-range",
	Aliases:  []string{"spam/spam-features-ram"},
	Severity: diag.Error,
	Summary:  "Classifier feature exponent out of range",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/spamfilter.rs"}},
	Check: func(p *Pass) {
		for _, key := range []string{"spam-filter.classifier.parameters.features", "spam-filter.classifier.parameters.ccfh.features"} {
			n := p.number(20, key)
			if n.At == nil || !n.OK {
				continue
			}
			if n.N < 16 || n.N > 28 {
				p.Report(p.Setting(n.At, "%s = %d is outside 16 to 28: the server logs an error and uses it all the same, with tables of 2^%d entries", key, n.N, n.N).
					WithDetail("Use 20, or up to 24 on large servers."))
			} else if p.Host.RAM.Known() && times(uint64(1)<<n.N, 52) > p.share(0.25) {
				p.Report(p.Setting(n.At, "%s = %d: training takes %s, a quarter of the host's memory is %s", key, n.N, size(times(uint64(1)<<n.N, 52)), size(p.share(0.25))).
					WithSeverity(diag.Warning).WithDetail("Each step less halves it; the default is 20."))
			}
		}
		if m, ok := p.Set.Lookup("spam-filter.classifier.model"); ok && m.Value == "ftrl-ccfh" && !p.Set.Has("spam-filter.classifier.parameters.ccfh.features") {
			p.Report(p.Setting(m, "spam-filter.classifier.model = \"ftrl-ccfh\" without parameters.ccfh.features: its default is computed from the wrong number, and the server logs an error").
				WithDetail("Set spam-filter.classifier.parameters.ccfh.features."))
		}
	},
}
