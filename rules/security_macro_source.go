package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// MacroSourceMissing reports macros whose source is missing on this machine.
var MacroSourceMissing = &Rule{
	Code:     "SC7012",
	Name:     "security/macro-source-missing",
	Severity: diag.Error,
	Summary:  "Environment variable or file of a macro is missing",
	Since:    "0.7",
	Needs:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:110"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			for _, m := range settings.Macros(x.Value) {
				if !m.Closed {
					continue
				}
				switch m.Kind {
				case settings.MacroEnv:
					if _, ok := p.Machine.LookupEnv(m.Name); !ok {
						p.Report(p.Setting(x, "%s needs the environment variable %s, which is not set here: the server logs an error and puts nothing in its place", x.Key, m.Name).
							WithDetail("Set it in the unit or container of the server."))
					}
				case settings.MacroFile:
					if isCertificateFile(x) {
						continue // tls/certificate-file
					}
					if _, err := p.Machine.ReadFile(strings.TrimPrefix(m.Name, "//")); err != nil {
						p.Report(p.Setting(x, "%s needs the file %s, which cannot be read here: the server logs an error and keeps the text of the macro", x.Key, strings.TrimPrefix(m.Name, "//")).
							WithDetail("Create the file, readable for the user the server runs as."))
					}
				}
			}
		}
	},
}
