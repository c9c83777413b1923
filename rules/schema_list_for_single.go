package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// ListForSingle reports a list where the server looks for one value.
var ListForSingle = &Rule{
	Code:     "SC2030",
	Name:     "schema/list-for-single",
	Severity: diag.Error,
	Summary:  "Setting takes one value, not a list",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:180"}},
	Check: func(p *Pass) {
		seen := map[int]bool{}
		for _, x := range p.Set.InFileOrder() {
			name := settingName(x.Key)
			if name == x.Key || seen[x.Statement] {
				continue
			}
			if _, ok := p.Set.Match(x); ok {
				continue
			}
			m, ok := schema.Lookup(name)
			if !ok || m.Key.Status != schema.Live || m.Key.Multi != schema.Single || m.Rest != "" || m.Key.Type == schema.Conditions {
				continue
			}
			seen[x.Statement] = true
			p.Report(p.Key(x, "%s takes one value, not a list: the server looks at the plain key only and takes the setting as absent", name).
				On(name).
				WithDetail("Write %s = and one value.", name))
		}
	},
}
