package projectcfg

import (
	"slices"

	"github.com/stalcfg/stalcfg/rules"
)

// Renamed is a name that a rule has no more, but that still means it.
type Renamed struct {
	Name, Origin string
	Rule         *rules.Rule
}

// renamed notes a selector that is such a name.
func (r *reader) renamed(selector, origin string) {
	rule, ok := rules.Renamed(selector)
	if !ok || slices.ContainsFunc(r.old, func(x Renamed) bool { return x.Name == selector }) {
		return
	}
	r.old = append(r.old, Renamed{selector, origin, rule})
}
