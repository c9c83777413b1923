package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// MacroTooLate reports macros in settings that are read before macros are expanded.
var MacroTooLate = &Rule{
	Code:     "SC2031",
	Name:     "schema/macro-too-late",
	Severity: diag.Error,
	Summary:  "Macro is expanded after the value is needed",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:261"}, {"0.15.5", "crates/utils/src/config/mod.rs:63"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if !neededEarly(k.Match.Key.Pattern) {
				continue
			}
			for _, m := range settings.Macros(k.Value) {
				if m.Closed && m.Kind != settings.MacroEnv {
					p.Report(p.Setting(k.Setting, "%s uses a %%{%s:…}%% macro: listeners are set up before these are expanded, so the server reads the text of the macro itself", k.Setting.Key, m.Kind).
						WithDetail("Use %%{env:NAME}%%, which is expanded first, or write the value."))
					break
				}
			}
		}
	},
}

// neededEarly reports settings that the server reads before it expands file and
// cfg macros.
func neededEarly(pattern string) bool {
	switch pattern {
	case "server.max-connections", "cluster.node-id", "server.listener.*.protocol", "server.listener.*.bind", "server.listener.*.max-connections":
		return true
	}
	return strings.HasPrefix(pattern, "server.socket.") || strings.HasPrefix(pattern, "server.proxy.") ||
		strings.HasPrefix(pattern, "server.listener.*.socket.") || strings.HasPrefix(pattern, "server.listener.*.proxy.")
}
