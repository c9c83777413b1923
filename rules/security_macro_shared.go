package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// MacroSharedPercent reports macros written too close to each other.
var MacroSharedPercent = &Rule{
	Code:     "SC7011",
	Name:     "security/macro-shared-percent",
	Severity: diag.Error,
	Summary:  "Two macros share one percent sign",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:70"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			if !strings.Contains(x.Value, "}%{") {
				continue
			}
			for _, class := range [...]string{"env", "file", "cfg"} {
				if i := strings.Index(x.Value, "}%{"+class+":"); i >= 0 && settings.HasMacro(x.Value[:i+2]) {
					p.Report(p.Setting(x, "%s has two macros that share one percent sign: the first takes it, and the second stays text", x.Key).
						WithDetail("Write }%%%%{%s: with two signs.", class))
					break
				}
			}
		}
	},
}
