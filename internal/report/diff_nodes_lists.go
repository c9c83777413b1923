package report

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/semdiff"
)

// manyShared is from how many elements on that all nodes have a list is shown
// without them.
const manyShared = 4

// shared gives the elements that a list has on every node, nil where they are few
// or nothing but them is there and only their order differs.
func shared(d *semdiff.NodeDiff) []string {
	if d.Secret {
		return nil
	}
	var all []string
	for i, v := range d.Values {
		if v == nil || !v.List {
			return nil
		}
		lines := valueLines(v)
		if i == 0 {
			all = slices.Clone(lines)
			continue
		}
		all = slices.DeleteFunc(all, func(s string) bool { return !slices.Contains(lines, s) })
	}
	for _, v := range d.Values {
		if len(all) >= manyShared && len(v.Parts) > len(all) {
			return all
		}
	}
	return nil
}

// beside writes what a list has besides the elements that all nodes share.
func beside(lines, shared []string) string {
	rest := slices.DeleteFunc(lines, func(s string) bool { return slices.Contains(shared, s) })
	return strings.Join(append(rest, plural(len(shared), "element")+" that all have"), "; ")
}
