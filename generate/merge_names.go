package generate

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/edit"
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
// type. Without that, merging would open a port or a database twice. Settings
// that name the data store name the one of the file.
func (m *merger) underFileNames(plan []Setting) []Setting {
	names := map[string]string{} // group of the plan to group of the file
	for i := range plan {
		g := group(plan[i].Key)
		if g == "" || names[g] != "" || m.set.HasUnder(g) {
			continue
		}
		if other := counterpart(plan, m.set, g); other != "" {
			names[g] = other
		}
	}
	refs := m.references(plan, names)
	if len(refs) == 0 {
		return plan
	}
	out := slices.Clone(plan)
	for i := range out {
		s := &out[i]
		if g := group(s.Key); names[g] != "" {
			s.Key = names[g] + s.Key[len(g):]
		}
		if s.Key == "storage.data" {
			s.Value = renamed(s.Key, s.Value, names) // the person's choice of another store is reported
		} else {
			s.Value = renamed(s.Key, s.Value, refs)
		}
	}
	return out
}

// references adds to the names the data store that a person chose for the file.
func (m *merger) references(plan []Setting, names map[string]string) map[string]string {
	out := map[string]string{}
	for g, other := range names {
		out[g] = other
	}
	for i := range plan {
		s := &plan[i]
		ours := "store." + s.Value.Text
		if s.Key != "storage.data" || m.opts.Force || out[ours] != "" {
			continue
		}
		x, ok := m.set.Lookup(s.Key)
		if ok && x.Value != s.Value.Text && m.set.HasUnder("store."+x.Value) && !m.mark.wrote(s.Key, canonical(s.Key, []edit.Piece{{Text: x.Value}})) {
			out[ours] = "store." + x.Value
		}
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
	case "acme":
		// The only one; but not what stalcfg once gave all nodes, where the plan
		// has a provider for this node.
		own := strings.HasPrefix(member, "acme."+nodeProvider)
		return !own || other != "acme.letsencrypt" && other != "acme.authority"
	case "certificate":
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

// leaveOut finds the listeners, stores and other named groups of the plan that
// are not added although the file does not have them: a person decided for
// others in their place, or nothing would use them. What appears in the plan
// after stalcfg wrote the file is added.
func (m *merger) leaveOut() {
	m.absent = map[string]bool{}
	if m.opts.Force {
		return
	}
	used := m.used()
	for i := range m.settings {
		s := &m.settings[i]
		g := group(s.Key)
		if g == "" || m.set.HasUnder(g) || m.mark.present && !m.mark.knows(s.Key) {
			continue
		}
		switch kind, _, _ := strings.Cut(g, "."); kind {
		case "server", "tracer":
			m.absent[g] = m.set.HasUnder(g[:strings.LastIndexByte(g, '.')])
		case "acme", "certificate":
			m.absent[g] = m.set.HasUnder("acme") || m.set.HasUnder("certificate")
		default:
			m.absent[g] = !used[g]
		}
	}
}

// used gives the stores and directories that settings of the merged file name.
func (m *merger) used() map[string]bool {
	used := map[string]bool{}
	for i := range m.settings {
		s := &m.settings[i]
		k, ok := schema.Lookup(s.Key)
		if !ok || k.Key.Ref == "" || s.Value.Kind != Text {
			continue
		}
		g, _, _ := strings.Cut(k.Key.Ref, " ")
		now, found := m.now[s.Key]
		same := len(now) == 1 && now[0].Text == s.Value.Text
		if !found || same || m.mark.wrote(s.Key, canonical(s.Key, now)) {
			used[g+"."+s.Value.Text] = true
		}
	}
	return used
}

// named gives the stores and directories outside the plan that settings name
// which stay in the file as they are.
func (m *merger) named(leaving map[string]bool) map[string]bool {
	changing := map[string]bool{}
	for _, c := range m.changes {
		changing[c.Key] = true
	}
	out := map[string]bool{}
	for key := range m.lines {
		k, ok := schema.Lookup(key)
		if !ok || k.Key.Ref == "" || leaving[key] || changing[key] {
			continue
		}
		g, _, _ := strings.Cut(k.Key.Ref, " ")
		for _, p := range m.now[key] {
			out[g+"."+p.Text] = true
		}
	}
	for i := range m.settings { // the plan has it too, and says what belongs to it
		delete(out, group(m.settings[i].Key))
	}
	return out
}
