package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/redact"
)

// OnlySecret reports whether the values differ in nothing that is shown.
func (c *Change) OnlySecret() bool { return c.Secret && sameParts(c.Old, c.New) }

// sameShown reports whether two values look the same.
func sameShown(a, b *Value) bool { return a != nil && b != nil && sameParts(a, b) }

func sameParts(a, b *Value) bool {
	return slices.EqualFunc(a.Parts, b.Parts, func(p, q Part) bool { return p.Label == q.Label && p.Text == q.Text })
}

func hides(v *Value) bool {
	return slices.ContainsFunc(v.Parts, func(p Part) bool { return strings.Contains(p.Text, redact.Hidden) })
}

// secretDiffers reports whether what is hidden in two groups of texts is not the
// same: each has something hidden that the other does not have.
func (m *masks) secretDiffers(a, b []*elem) bool {
	x := m.hidden(a)
	if len(x) == 0 {
		return false
	}
	y := m.hidden(b)
	return beyond(x, y) && beyond(y, x)
}

// beyond reports whether a has something that b does not have.
func beyond(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}

// hidden collects the parts of texts that are not shown.
func (m *masks) hidden(elems []*elem) []string {
	var out []string
	for _, e := range elems {
		if shown := m.shown(e.key, e.text); strings.Contains(shown, redact.Hidden) {
			out = append(out, behindMask(e.text, shown)...)
		}
	}
	return out
}

// behindMask gives the parts of a text that stand behind the masks of what is
// shown of it; the whole text where it cannot be told.
func behindMask(text, shown string) []string {
	pieces := strings.Split(shown, redact.Hidden)
	rest, ok := strings.CutPrefix(text, pieces[0])
	var out []string
	for i, piece := range pieces[1:] {
		at := strings.Index(rest, piece)
		if i == len(pieces)-2 {
			at = len(rest) - len(piece)
		}
		if ok = ok && at >= 0 && strings.HasPrefix(rest[at:], piece); !ok {
			return []string{text}
		}
		out, rest = append(out, rest[:at]), rest[at+len(piece):]
	}
	return out
}

// differing gives what two settings do not have in common: of lists, values; of
// others, all.
func differing(a, b *item) (onlyA, onlyB []*elem) {
	if a.form == list && b.form == list {
		return onlyOf(a, b), onlyOf(b, a)
	}
	all := func(it *item) []*elem {
		out := make([]*elem, len(it.elems))
		for i := range it.elems {
			out[i] = &it.elems[i]
		}
		return out
	}
	return all(a), all(b)
}
