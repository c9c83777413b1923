package generate

import (
	"slices"
	"strings"
)

// branch is a table of the plan with its settings in order. A leaf has a value.
type branch struct {
	name     string
	value    *Value
	children []*branch
}

// tree arranges the settings of a plan that are written in tables.
func (p *Plan) tree(only []string) *branch {
	root := &branch{}
	for i := range p.Settings {
		s := &p.Settings[i]
		if s.Default || len(only) > 0 && !slices.Contains(only, s.Section) {
			continue
		}
		at := root
		for _, name := range strings.Split(s.Key, ".") {
			at = at.child(name)
		}
		at.value = &s.Value
	}
	return root
}

func (b *branch) child(name string) *branch {
	for _, c := range b.children {
		if c.name == name {
			return c
		}
	}
	c := &branch{name: name}
	b.children = append(b.children, c)
	return c
}

// pairs gives the parts of a case under their names.
func (c Case) pairs() []Pair {
	if c.If == "" {
		return []Pair{{"else", c.Then}}
	}
	return []Pair{{"if", c.If}, {"then", c.Then}}
}
