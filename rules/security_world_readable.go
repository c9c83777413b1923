package rules

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// WorldReadable reports a file with secrets that every user of the machine may
// read.
var WorldReadable = &Rule{
	Code:     "SC7019",
	Name:     "security/world-readable",
	Severity: diag.Warning,
	Summary:  "Configuration file is readable by everyone",
	Needs:    NeedMachine,
	Cites: []Cite{
		{"0.15.5", "crates/common/src/manager/boot.rs:247"}, {"0.15.5", "https://github.com/NixOS/nixpkgs/pull/234672"},
	},
	Check: func(p *Pass) {
		facts, err := p.Machine.Stat(p.File.Name)
		if err != nil || facts.Mode&0o004 == 0 || p.Machine.System() == "windows" {
			return
		}
		for _, x := range p.Set.InFileOrder() {
			if !holdsSecret(x) {
				continue
			}
			p.Report(p.Key(x, "The file holds secrets such as %s, and every user of this machine may read it (mode %s)", x.Key, fmt.Sprintf("%04o", facts.Mode)).
				WithDetail("chmod 640 and give it to the group of the server, or let the secrets come from %%{env:NAME}%% or %%{file:PATH}%%. Files in /nix/store and in a ConfigMap are always readable."))
			return
		}
	},
}

// holdsSecret reports a setting whose text is a secret itself: no macro, no
// path of a file that holds it, no placeholder.
func holdsSecret(x *settings.Setting) bool {
	v := x.Value
	switch {
	case x.HasMacro() || placeholder(v) != "" || len(v) > 2 && v[0] == '_' && v[len(v)-1] == '_': // __NAME__ of a template
		return false
	case strings.Contains(v, "PRIVATE KEY-----"), redact.URL(v) != v:
		return true
	}
	m, ok := schema.Lookup(x.Key)
	return ok && m.Key.Secret == schema.SecretValue && v != "" && !strings.HasPrefix(v, "file://") && (m.Key.Type != schema.PEM || !strings.HasPrefix(v, "/"))
}
