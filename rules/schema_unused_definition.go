package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// UnusedDefinition reports stores and directories that nothing in the file
// refers to. Expressions and the database may still use them.
var UnusedDefinition = &Rule{
	Code:     "SC2026",
	Name:     "schema/unused-definition",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Defined but never used",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/storage.rs"}},
	Check: func(p *Pass) {
		if p.Set.Partial || !p.Set.HasUnder("storage") {
			return
		}
		for _, group := range []string{"store", "directory"} {
			for _, id := range p.Set.IDs(group, "type") {
				if used(p, group, id) {
					continue
				}
				what := "it is opened at start all the same"
				if group == "directory" {
					what = "no protocol asks it"
				}
				p.Report(diag.At(p.objectSpan(group, id), "%s.%s is defined but nothing in the file refers to it: %s", group, id, what).
					On(group + "." + id).
					WithDetail("Remove it, or name it in storage.* or an expression."))
			}
		}
	},
}

// used reports whether an id stands in any value outside the object itself,
// alone or in quotes inside an expression.
func used(p *Pass, group, id string) bool {
	own := group + "." + id + "."
	all := p.Set.All()
	for i := range all {
		x := &all[i]
		if strings.HasPrefix(x.Key, own) {
			continue
		}
		if x.Value == id || strings.Contains(x.Value, "'"+id+"'") || strings.Contains(x.Value, `"`+id+`"`) || strings.Contains(x.Value, "'"+id+"/") {
			return true
		}
	}
	return false
}
