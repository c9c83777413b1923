package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// PlaintextSecret reports passwords, keys and tokens in the file.
var PlaintextSecret = &Rule{
	Code:     "SC7017",
	Name:     "security/plaintext-secret",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Secret in clear text",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:63"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Secret != schema.SecretValue || k.HasMacro() || k.Value == "" || k.Match.Key.Pattern == "authentication.fallback-admin.secret" ||
				hashed(k.Value) || strings.HasPrefix(k.Value, "$") || strings.Contains(k.Value, "-----BEGIN") || strings.HasPrefix(k.Value, "{{") || strings.Contains(k.Match.Key.Pattern, "headers") {
				continue
			}
			p.Report(p.Key(k.Setting, "%s is a secret in clear text", k.Setting.Key).
				WithDetail("Write %%{env:NAME}%% or %%{file:PATH}%%; the text of a file is taken with its final newline."))
		}
	},
}
