package suppress

import (
	"cmp"
	"slices"

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
	var order []*Suppression
	for i := range list {
		if list[i].Active() {
			order = append(order, &list[i])
		}
	}
	if len(order) == 0 {
		return fs, nil
	}
	slices.SortStableFunc(order, func(a, b *Suppression) int { return cmp.Compare(a.Level, b.Level) })
	left = fs[:0:0]
	for i := range fs {
		if by := take(order, &fs[i], names); by != nil {
			hidden = append(hidden, Hidden{fs[i], by})
		} else {
			left = append(left, fs[i])
		}
	}
	return left, hidden
}

func take(order []*Suppression, f *diag.Finding, names func(string, *diag.Finding) bool) *Suppression {
	for _, s := range order {
		if !s.Scope.Contains(f.Span.Start) {
			continue
		}
		for i := range s.Selectors {
			if sel := &s.Selectors[i]; names(sel.Name, f) {
				sel.Used++
				return s
			}
		}
	}
	return nil
}
