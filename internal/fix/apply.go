package fix

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// Apply carries out edits on a copy of the data. Edits may come in any order;
// insertions at one place keep theirs, and come before what replaces the text
// there. Edits that overlap, or reach outside the data, are an error.
func Apply(data []byte, edits []diag.Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b diag.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	size, end := len(data), 0
	for _, e := range sorted {
		switch {
		case e.Span.End < e.Span.Start || int(e.Span.End) > len(data):
			return nil, fmt.Errorf("edit of bytes %d to %d lies outside the %d bytes of the file", e.Span.Start, e.Span.End, len(data))
		case int(e.Span.Start) < end:
			return nil, fmt.Errorf("edit of bytes %d to %d overlaps one that ends at %d", e.Span.Start, e.Span.End, end)
		}
		end = int(e.Span.End)
		size += len(e.New) - e.Span.Len()
	}
	out := make([]byte, 0, size)
	at := uint32(0)
	for _, e := range sorted {
		out = append(append(out, data[at:e.Span.Start]...), e.New...)
		at = e.Span.End
	}
	return append(out, data[at:]...), nil
}

// clash reports whether two edits of different mends get in each other's way:
// they share a byte, or one inserts at a border of the other, so that their
// order would matter.
func clash(a, b diag.Edit) bool {
	if a.Span.Empty() || b.Span.Empty() {
		return a.Span.Start <= b.Span.End && b.Span.Start <= a.Span.End
	}
	return a.Span.Overlaps(b.Span)
}

// Merge chooses, in the order of their first edits, the findings whose mends
// can be carried out together: each one whole or not at all. It gives their
// indices. Unsafe mends are chosen only on request. Those left out because of a
// clash can be tried again on the result.
func Merge(findings []diag.Finding, unsafe bool) []int {
	var order []int
	for i := range findings {
		if f := findings[i].Fix; f != nil && len(f.Edits) > 0 && (f.Safe || unsafe) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(firstEdit(&findings[a]), firstEdit(&findings[b]))
	})
	var chosen []int
	taken := claims{}
	for _, i := range order {
		if taken.add(findings[i].Fix.Edits) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

func firstEdit(f *diag.Finding) uint32 {
	first := f.Fix.Edits[0].Span.Start
	for _, e := range f.Fix.Edits[1:] {
		first = min(first, e.Span.Start)
	}
	return first
}

// claims holds the edits of the chosen mends by their start.
type claims struct{ edits []diag.Edit }

// add takes the edits of a mend if none of them clashes with another mend's.
func (c *claims) add(edits []diag.Edit) bool {
	for _, e := range edits {
		at, _ := slices.BinarySearchFunc(c.edits, e, byStart)
		for k := at - 1; k >= 0; k-- { // neighbours: claims do not overlap, but may be empty
			if clash(c.edits[k], e) {
				return false
			}
			if !c.edits[k].Span.Empty() {
				break
			}
		}
		for k := at; k < len(c.edits) && c.edits[k].Span.Start <= e.Span.End; k++ {
			if clash(c.edits[k], e) {
				return false
			}
		}
	}
	for _, e := range edits {
		at, _ := slices.BinarySearchFunc(c.edits, e, byStart)
		c.edits = slices.Insert(c.edits, at, e)
	}
	return true
}

func byStart(a, b diag.Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}
