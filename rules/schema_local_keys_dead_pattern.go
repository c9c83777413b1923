package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// LocalKeysDeadPattern reports entries of config.local-keys that match nothing.
var LocalKeysDeadPattern = &Rule{
	Code:     "SC2012",
	Name:     "schema/local-keys-dead-pattern",
	Severity: diag.Error,
	Summary:  "local-keys pattern can never match",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/config.rs:492"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.List("server.auto-ban.scan.paths") {
			if v := x.Value; len(v) > 2 && strings.HasPrefix(v, "*") && strings.HasSuffix(v, "*") {
				p.Report(p.Setting(x, "The pattern %q can never match: with a star at its end, the one at its front is taken literally", v).
					WithDetail("Use a star at one end, as %q.", strings.TrimLeft(v, "*")))
			}
		}
		for _, x := range p.Set.List("config.local-keys") {
			if pat, ok := schema.ParseLocalPattern(x.Value); ok && pat.Dead() {
				p.Report(p.Setting(x, "The pattern %q can never match: with a star at its end, other stars in it are taken literally", x.Value).
					WithDetail("Use a star at the end only, as %q.", strings.SplitN(x.Value, "*", 2)[0]+"*"))
			}
		}
	},
}
