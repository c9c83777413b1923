package semdiff

import (
	"slices"

	"github.com/stalcfg/stalcfg/schema"
)

// NodeDiff is a setting that is not the same on all nodes of a cluster.
type NodeDiff struct {
	Key      string
	Object   string // the object it belongs to, where some nodes do not have that at all
	Expected bool   // nodes may well differ in it
	Why      string // why they may
	Secret   bool   // the values differ in what is hidden, and perhaps in what is shown
	Values   []*Value
	Default  *Fallback // what counts on nodes that do not write it
	Scope    schema.Scope
	groups   []string
}

// Groups gives each node the number, from 0, of the first node with the same
// value.
func (n *NodeDiff) Groups() []int {
	out := make([]int, len(n.groups))
	for i, g := range n.groups {
		out[i] = slices.Index(n.groups, g)
	}
	return out
}

// Nodes lists what differs among the nodes of a cluster, in the order of the
// keys. A node that writes a default and one that does not are alike.
func Nodes(sides []Side) []NodeDiff {
	c := nodesComparison{sides: sides, mask: &masks{files: sides}}
	seen := map[string]bool{}
	var keys []string
	for _, s := range sides {
		byKey := map[string]*item{}
		all := items(s.Set)
		paths := objectPaths(all)
		for _, it := range all {
			byKey[it.key] = it
			if !seen[it.key] {
				seen[it.key] = true
				keys = append(keys, it.key)
			}
		}
		c.items = append(c.items, byKey)
		c.objects = append(c.objects, paths)
	}
	slices.Sort(keys)
	var out []NodeDiff
	for _, key := range keys {
		if n, differs := c.compare(key); differs {
			out = append(out, n)
		}
	}
	return out
}

type nodesComparison struct {
	sides   []Side
	items   []map[string]*item
	objects []map[string]bool
	mask    *masks
}

func (c *nodesComparison) compare(key string) (NodeDiff, bool) {
	n := NodeDiff{Key: key}
	var some *item
	for _, m := range c.items {
		if some == nil {
			some = m[key]
		}
	}
	differs := false
	for i, m := range c.items {
		it := m[key]
		canon := "\x00absent"
		if it != nil {
			canon = it.counts(c.sides[i].Target)
			n.Values = append(n.Values, c.value(i, it))
		} else {
			n.Values = append(n.Values, nil)
			canon = c.fallback(&n, some, c.sides[i], canon)
		}
		n.groups = append(n.groups, canon)
		differs = differs || canon != n.groups[0]
	}
	if !differs {
		return n, false
	}
	n.Why, n.Expected = schema.PerNode(some.elems[0].key)
	if some.path != "" && slices.ContainsFunc(c.objects, func(paths map[string]bool) bool { return !paths[some.path] }) {
		n.Object = some.path
		if group, _, _ := idOf(some); group == "acme" {
			n.Why, n.Expected = schema.PerNode("certificate.x.cert") // of one with the same id on all nodes, all have to be alike
		}
	}
	n.Scope = schema.Database
	if localKeys(c.sides[0]).Local(some.elems[0].key) {
		n.Scope = schema.Local
	}
	n.Secret = c.secretDiffers(&n, key)
	return n, true
}

// fallback is what counts on a node that does not write a setting.
func (c *nodesComparison) fallback(n *NodeDiff, it *item, side Side, absent string) string {
	ch := Change{}
	cmp := comparison{mask: c.mask}
	if cmp.behind(&ch, it, side) {
		n.Default = ch.Default
		return it.counts(side.Target)
	}
	if ch.Default != nil {
		n.Default = ch.Default
	}
	return absent
}

func (c *nodesComparison) value(i int, it *item) *Value {
	cmp := comparison{old: c.sides[i], now: c.sides[i], mask: c.mask}
	return cmp.value(it, 0)
}

// secretDiffers reports whether what is hidden is not the same on all nodes.
func (c *nodesComparison) secretDiffers(n *NodeDiff, key string) bool {
	if n.looksAlike() {
		return true
	}
	var first *item
	for _, m := range c.items {
		switch it := m[key]; {
		case it == nil:
		case first == nil:
			first = it
		case c.mask.secretDiffers(differing(first, it)):
			return true
		}
	}
	return false
}

// looksAlike reports whether all values look the same.
func (n *NodeDiff) looksAlike() bool {
	return !slices.ContainsFunc(n.Values, func(v *Value) bool { return !sameShown(n.Values[0], v) })
}

// OnlySecret reports whether the values differ in nothing that is shown.
func (n *NodeDiff) OnlySecret() bool { return n.Secret && n.looksAlike() }
