package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// TokenNewline reports tokens with a line break, on which the server crashes.
var TokenNewline = &Rule{
	Code:     "SC7021",
	Name:     "security/token-newline",
	Severity: diag.Error,
	Summary:  "Token from a file ends with a newline: the server crashes",
	Since:    "0.11",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:110"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if !strings.HasSuffix(k.Match.Key.Pattern, ".auth.token") {
				continue
			}
			for _, m := range settings.Macros(k.Value) {
				if m.Kind == settings.MacroFile && m.Closed {
					p.Report(p.Setting(k.Setting, "%s takes its token from a file with everything in it: a newline at the end makes the server crash when it builds the header", k.Setting.Key).
						WithSeverity(diag.Warning).
						WithDetail("Write the file without a final newline, or use %%{env:NAME}%%."))
				}
			}
			if strings.ContainsAny(k.Value, "\r\n") {
				p.Report(p.Key(k.Setting, "%s holds a line break: the server crashes when it builds the header", k.Setting.Key).WithDetail("Remove the line break."))
			}
		}
	},
}
