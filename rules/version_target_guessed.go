package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// TargetGuessed says that a file was checked for an older release because its
// keys are of that release, and what the newest one would not read.
var TargetGuessed = &Rule{
	Code:     "SC3012",
	Name:     "version/target-guessed",
	Severity: diag.Info,
	Summary:  "File is written for an older release",
	Cites:    []Cite{{"0.15.5", "UPGRADING"}},
	Check: func(p *Pass) {
		if len(p.Guess.Reasons) == 0 {
			return
		}
		var gone []string
		f := p.Whole("The file is written for Stalwart %s or older and was checked for that release", p.Target)
		seen := map[string]bool{}
		for _, x := range p.Set.InFileOrder() {
			name := settingName(x.Key)
			if p.Set.Live(x) || seen[name] {
				continue
			}
			seen[name] = true
			if gone = append(gone, name); len(gone) <= 3 {
				f = f.WithRelated(x.KeySpan, "%s is not read by %s", name, schema.Latest().Line())
			}
		}
		if len(gone) > 3 {
			f.Related[len(f.Related)-1].Message += ", and " + plural(len(gone)-3, "further setting") + " neither"
		}
		p.Report(f.WithDetail("It was told from %s. If the server is newer, lint with --target %s: settings it no longer reads are then errors.",
			strings.Join(reasonKeys(p), ", "), schema.Latest().Line()))
	},
}

func reasonKeys(p *Pass) []string {
	var out []string
	for _, r := range p.Guess.Reasons {
		if len(out) < 3 {
			out = append(out, r.Key)
		}
	}
	return out
}
