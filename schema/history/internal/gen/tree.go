package gen

import (
	"slices"
	"strings"
)

// node is one segment of the patterns while the tree is built.
type node struct {
	label      string
	kids       map[string]*node
	star, deep *node
	key        int // 1 + position among the keys, 0 if no setting ends here
	changes    []int
	id         int // position in the table
	first, n   int // literal children in the table
}

// insert adds a pattern and gives the node it ends in.
func (t *node) insert(pattern string) *node {
	for _, seg := range strings.Split(pattern, ".") {
		switch seg {
		case "*":
			if t.star == nil {
				t.star = &node{label: seg}
			}
			t = t.star
		case "**":
			if t.deep == nil {
				t.deep = &node{label: seg}
			}
			t = t.deep
		default:
			if t.kids == nil {
				t.kids = map[string]*node{}
			}
			if t.kids[seg] == nil {
				t.kids[seg] = &node{label: seg}
			}
			t = t.kids[seg]
		}
	}
	return t
}

// layout numbers the nodes so that the literal children of a node stand side
// by side in alphabetical order, and returns them by number. The root is 0.
func (t *node) layout() []*node {
	all := []*node{t}
	for i := 0; i < len(all); i++ {
		x := all[i]
		labels := make([]string, 0, len(x.kids))
		for l := range x.kids {
			labels = append(labels, l)
		}
		slices.Sort(labels)
		x.first, x.n = len(all), len(labels)
		for _, l := range labels {
			all = append(all, x.kids[l])
		}
		for _, c := range []*node{x.star, x.deep} {
			if c != nil {
				all = append(all, c)
			}
		}
	}
	for i, x := range all {
		x.id = i
	}
	return all
}
