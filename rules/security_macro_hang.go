package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// MacroHang reports macros on which the server hangs.
var MacroHang = &Rule{
	Code:     "SC7010",
	Name:     "security/macro-hang",
	Severity: diag.Error,
	Summary:  "Second macro in a value is not closed: server never starts",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:70"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			if settings.HasMacro(x.Value) && macroHangs(x.Value) {
				p.Report(p.Setting(x, "%s has a macro without its closing }%% beside one that is closed: the server goes round in circles and never starts", x.Key).
					WithDetail("Close every macro with }%%."))
			}
		}
	},
}

// macroHangs follows the expansion: classes one after the other, and no way out
// of a loop in which the closing is missing.
func macroHangs(value string) bool {
	for _, open := range []string{"%{env:", "%{file:", "%{cfg:"} {
		if !strings.Contains(value, open) || !strings.Contains(value, settings.MacroEnd) {
			continue
		}
		rest, out := value, ""
		for {
			before, after, ok := strings.Cut(rest, open)
			out += before
			if !ok {
				break
			}
			if _, rest, ok = strings.Cut(after, settings.MacroEnd); !ok {
				return true
			}
		}
		value = out
	}
	return false
}
