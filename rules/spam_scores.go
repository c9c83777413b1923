package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// SpamScores reports scores and file types that the server ignores.
var SpamScores = &Rule{
	Code:     "SC8408",
	Name:     "spam/score-value",
	Severity: diag.Error,
	Summary:  "Score or file type is not understood",
	Since:    "0.11",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/spamfilter.rs"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type == schema.SpamScore && k.Plain() && !strings.EqualFold(k.Value, "reject") && !strings.EqualFold(k.Value, "discard") {
				if _, err := schema.ParseFloat(k.Value); err != nil {
					p.Report(p.Setting(k.Setting, "%s = %q is neither a number nor reject or discard: the server logs an error and ignores it", k.Setting.Key, k.Value).WithDetail("Write a number such as 2.5, reject or discard."))
				}
			}
			if strings.HasPrefix(k.Match.Key.Pattern, "spam-filter.list.file-extensions.") && k.Plain() {
				for _, part := range strings.Split(k.Value, "|") {
					if part = strings.TrimSpace(part); part != "AR" && part != "NZ" && part != "BAD" && !strings.Contains(part, "/") {
						p.Report(p.Setting(k.Setting, "%s: %q is neither AR, NZ, BAD nor a MIME type: the server ignores this part", k.Setting.Key, part).WithDetail("Join the parts with |, as \"BAD|application/zip\"."))
					}
				}
			}
		}
	},
}
