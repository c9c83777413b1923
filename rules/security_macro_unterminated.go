package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// MacroUnterminated reports macros whose text becomes the value.
var MacroUnterminated = &Rule{
	Code:     "SC7013",
	Name:     "security/macro-unterminated",
	Severity: diag.Error,
	Summary:  "Macro is not closed: the literal text becomes the value",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:70"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			if !settings.HasMacro(x.Value) || macroHangs(x.Value) {
				continue
			}
			for _, m := range settings.Macros(x.Value) {
				if !m.Closed {
					p.Report(p.Setting(x, "%s has a macro without its closing }%%: the server takes the text of the macro as the value", x.Key).
						WithDetail("Close it: %%{%s:…}%%.", m.Kind))
					break
				}
			}
		}
	},
}
