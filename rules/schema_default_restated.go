package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// DefaultRestated reports values that are the default anyway.
var DefaultRestated = &Rule{
	Code:     "SC2004",
	Name:     "schema/default-restated",
	Severity: diag.Info,
	Preset:   All,
	Summary:  "Value equals the default",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:203"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Pattern == "cluster.node-id" {
				continue // the default counts for roles only: ids of a node without it are random
			}
			if k.Match.Key.HasDefault && k.single() && k.Match.Key.Multi == schema.Single && k.Plain() && k.Match.Key.Fallback == "" && k.Value == k.Match.Key.Default && k.Value != "" && k.Match.Key.Required == "" {
				p.Report(p.Setting(k.Setting, "%s = %s is the default", k.Setting.Key, k.Value).
					WithDetail("Remove the line, or keep it if it is meant to survive a change of the default."))
			}
		}
	},
}
