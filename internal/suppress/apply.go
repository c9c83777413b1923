package suppress

import (
	"cmp"
	"slices"
	"sort"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// Hidden is a finding that a comment suppressed.
type Hidden struct {
	diag.Finding
	By *Suppression
}

// Apply parts findings into those that are left and those that are hidden, and
// counts in the selectors what they hid. The innermost suppression that names a
// finding's rule takes it; names tells whether a selector names it.
func Apply(list []Suppression, fs []diag.Finding, names func(selector string, f *diag.Finding) bool) (left []diag.Finding, hidden []Hidden) {
	var levels [File + 1][]*Suppression
	active := false
	for i := range list {
		if s := &list[i]; s.Active() {
			levels[s.Level] = append(levels[s.Level], s)
			active = true
		}
	}
	if !active {
		return fs, nil
	}
	for _, l := range levels {
		slices.SortStableFunc(l, func(a, b *Suppression) int { return cmp.Compare(a.Scope.Start, b.Scope.Start) })
	}
	left = fs[:0:0]
	for i := range fs {
		if by := take(&levels, &fs[i], names); by != nil {
			hidden = append(hidden, Hidden{fs[i], by})
		} else {
			left = append(left, fs[i])
		}
	}
	return left, hidden
}

// take searches the levels from the innermost. Scopes of one level are equal or
// apart, so only those with the last start before the finding can cover it.
func take(levels *[File + 1][]*Suppression, f *diag.Finding, names func(string, *diag.Finding) bool) *Suppression {
	for _, l := range levels {
		n := sort.Search(len(l), func(i int) bool { return l[i].Scope.Start > f.Span.Start })
		for i := n - 1; i >= 0 && l[i].Scope == l[n-1].Scope; i-- {
			s := l[i]
			if !s.Scope.Contains(f.Span.Start) {
				break
			}
			for j := range s.Selectors {
				if sel := &s.Selectors[j]; names(sel.Name, f) {
					sel.Used++
					return s
				}
			}
		}
	}
	return nil
}
