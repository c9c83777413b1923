package generate

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// The groups whose members have names that the operator chooses.
var namedGroups = []string{"server.listener", "store", "directory", "acme", "certificate", "tracer"}

// group is the part of a key that names a member of a group, as store.rocksdb,
// or "".
func group(key string) string {
	for _, g := range namedGroups {
		if rest, ok := strings.CutPrefix(key, g+"."); ok {
			if i := strings.IndexByte(rest, '.'); i >= 0 {
				return key[:len(g)+1+i]
			}
		}
	}
	return ""
}

// underFileNames gives the settings of a plan under the names that a file has
// for the same things: its listener of the same port, its only store of the same
// type. Without that, merging would open a port or a database twice.
func underFileNames(plan []Setting, doc *dialect.Document) []Setting {
	set := settings.FromDocument(doc)
	names := map[string]string{} // group of the plan to group of the file
	for i := range plan {
		g := group(plan[i].Key)
		if g == "" || names[g] != "" || set.HasUnder(g) {
			continue
		}
		if other := counterpart(plan, set, g); other != "" {
			names[g] = other
		}
	}
	if len(names) == 0 {
		return plan
	}
	out := slices.Clone(plan)
	for i := range out {
		s := &out[i]
		if g := group(s.Key); names[g] != "" {
			s.Key = names[g] + s.Key[len(g):]
		}
		s.Value = renamed(s.Key, s.Value, names)
	}
	return out
}

// counterpart finds what a file has in the place of a member of a group.
func counterpart(plan []Setting, set *settings.Set, member string) string {
	i := strings.LastIndexByte(member, '.')
	g := member[:i]
	ours := map[string]bool{}
	for j := range plan {
		ours[group(plan[j].Key)] = true
	}
	var found []string
	for _, id := range set.IDs(g, "") {
		other := g + "." + id
		if !ours[other] && alike(plan, set, member, other) {
			found = append(found, other)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// alike reports whether a member of the plan and one of the file are the same
// thing under two names.
func alike(plan []Setting, set *settings.Set, member, other string) bool {
	value := func(name string) []Pair {
		for i := range plan {
			if plan[i].Key == member+"."+name {
				return plan[i].Value.Flatten("")
			}
		}
		return nil
	}
	switch g, _, _ := strings.Cut(member, "."); g {
	case "server":
		for _, b := range value("bind") {
			for _, x := range set.List(other + ".bind") {
				if port(b.Text) != 0 && port(b.Text) == port(x.Value) {
					return true
				}
			}
		}
		return false
	case "acme", "certificate":
		return true // the only one
	}
	kind := value("type")
	text, ok := set.Value(other + ".type")
	return ok && len(kind) == 1 && strings.EqualFold(strings.TrimSpace(text), kind[0].Text)
}

// port is the port of a socket address, 0 for other texts.
func port(address string) uint16 {
	a, err := schema.ParseSocketAddress(strings.TrimSpace(address))
	if err != nil {
		return 0
	}
	return a.Port()
}

// renamed puts the file's name for a store or directory into a setting that
// names one.
func renamed(key string, v Value, names map[string]string) Value {
	if v.Kind != Text {
		return v
	}
	m, ok := schema.Lookup(key)
	if !ok || m.Key.Ref == "" {
		return v
	}
	g, _, _ := strings.Cut(m.Key.Ref, " ")
	if other := names[g+"."+v.Text]; other != "" {
		v.Text = other[len(g)+1:]
	}
	return v
}

// unusable finds the stores and directories of the plan that nothing in the file
// would use after the merge, because the file names others in their place and
// keeps them: they are not added.
func (m *merger) unusable() map[string]bool {
	out := map[string]bool{}
	if m.opts.Force {
		return out
	}
	set := settings.FromDocument(m.doc)
	used := map[string]bool{}
	for i := range m.settings {
		s := &m.settings[i]
		k, ok := schema.Lookup(s.Key)
		if !ok || k.Key.Ref == "" || s.Value.Kind != Text {
			continue
		}
		g, _, _ := strings.Cut(k.Key.Ref, " ")
		member := g + "." + s.Value.Text
		x, found := set.Lookup(s.Key)
		kept := found && x.Value != s.Value.Text && !m.mark.knows(s.Key)
		if !kept {
			used[member] = true
		}
		if _, ok := out[member]; !ok {
			out[member] = false
		}
	}
	for member := range out {
		out[member] = !used[member] && !set.HasUnder(member)
	}
	return out
}
