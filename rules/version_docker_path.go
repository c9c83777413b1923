package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

const oldHome, newHome = "/opt/stalwart-mail", "/opt/stalwart"

// DockerPath reports paths in the folder that images used before 0.12.
var DockerPath = &Rule{
	Code:     "SC3002",
	Name:     "version/docker-path",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Path still under /opt/stalwart-mail",
	Since:    "0.12",
	Wants:    NeedMachine,
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "UPGRADING/v0_12.md"}},
	Check: func(p *Pass) {
		if len(p.Guess.Reasons) > 0 {
			return // the file may be for a release before 0.12
		}
		if p.Machine != nil {
			if facts, err := p.Machine.Stat(oldHome); err == nil && facts.IsDir {
				return // an installation that was upgraded in place
			}
		}
		for _, k := range p.Known() {
			if !underOldHome(k.Value) || k.Match.Key.IsExpression() {
				continue
			}
			f := p.Setting(k.Setting, "%s lies under %s: images of 0.12 and later mount their volume at %s, and what is written elsewhere is gone with the container", k.Setting.Key, oldHome, newHome).
				WithDetail("Write %s, after the data was moved or the volume is mounted there. An installation without container may keep its folder.", newHome)
			if text := p.File.Text(k.ValueSpan); underOldHome(text) {
				f = f.WithFix("Write "+newHome, false, diag.Edit{Span: k.ValueSpan, New: strings.ReplaceAll(text, oldHome+"/", newHome+"/")})
			}
			p.Report(f)
		}
	},
}

// underOldHome reports a path below the old folder somewhere in a value.
func underOldHome(v string) bool { return strings.Contains(v, oldHome+"/") }
