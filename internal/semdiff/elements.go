package semdiff

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/textdiff"
)

// matchElements pairs the elements of an array of tables: those with the same
// settings, in order where that is possible; then those with the same name;
// what is left, by position.
func matchElements(was, is []*object, group string) []rename {
	m := matching{was: was, is: is, group: group, to: make([]int, len(was)), from: make([]int, len(is))}
	for i := range m.to {
		m.to[i] = -1
	}
	for j := range m.from {
		m.from[j] = -1
	}
	m.by((*object).content)
	m.by((*object).name)
	m.rest()
	return m.renames()
}

type matching struct {
	was, is  []*object
	group    string
	to, from []int
}

func (m *matching) pair(i, j int) { m.to[i], m.from[j] = j, i }

// by pairs free elements for which a text is the same and not empty; the first
// of several goes to the first.
func (m *matching) by(text func(*object) string) {
	free := map[string][]int{}
	for j, o := range m.is {
		if t := text(o); m.from[j] < 0 && t != "" {
			free[t] = append(free[t], j)
		}
	}
	for i, o := range m.was {
		t := text(o)
		if m.to[i] >= 0 || t == "" || len(free[t]) == 0 {
			continue
		}
		m.pair(i, free[t][0])
		free[t] = free[t][1:]
	}
}

// rest pairs what is left at the same distance from paired neighbours.
func (m *matching) rest() {
	j := 0
	for i := range m.was {
		if m.to[i] >= 0 {
			j = m.to[i] + 1
			continue
		}
		if j < len(m.is) && m.from[j] < 0 {
			m.pair(i, j)
			j++
		}
	}
}

// renames gives every element of the old array its id in the new one. Ids of
// elements that went away are made up so that they hit nothing.
func (m *matching) renames() []rename {
	moved := m.outOfOrder()
	var out []rename
	for i, o := range m.was {
		j := m.to[i]
		if j < 0 {
			out = append(out, rename{group: m.group, from: o.id, to: o.id + "\x00"})
			continue
		}
		out = append(out, rename{group: m.group, from: o.id, to: m.is[j].id, order: moved[i], members: len(o.items)})
	}
	return out
}

// outOfOrder finds the elements that changed their place among the others,
// where places count: accounts of a directory have none.
func (m *matching) outOfOrder() map[int]bool {
	out := map[int]bool{}
	if strings.HasPrefix(m.group, "directory.") {
		return out
	}
	var js, at []int
	for i, j := range m.to {
		if j >= 0 {
			js, at = append(js, j), append(at, i)
		}
	}
	keep := textdiff.Rising(js)
	for n := range js {
		if len(keep) > 0 && keep[0] == n {
			keep = keep[1:]
		} else {
			out[at[n]] = true
		}
	}
	return out
}

func (o *object) content() string { return o.signature(nil) }

// name is what people tell elements by.
func (o *object) name() string {
	for _, it := range o.items {
		switch it.key[len(o.path()):] {
		case ".name", ".id", ".key":
			return it.canon
		}
	}
	return ""
}
