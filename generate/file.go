package generate

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/schema"
)

// FromFile reads inputs from a TOML file, on top of those given, or of the
// profile the file names. The error holds all mistakes, one a line, each with
// line and column.
func FromFile(path string, data []byte, in Inputs) (Inputs, error) {
	l, err := projectcfg.ReadLeaves(path, data)
	if err != nil {
		return in, err
	}
	byName := map[string]*projectcfg.Leaf{}
	for i := range l.All {
		byName[strings.Join(l.All[i].Path, ".")] = &l.All[i]
	}
	if x := byName["profile"]; x != nil {
		if p, ok := FindProfile(x.Values[0]); !ok || x.List {
			l.Fault(x, "profile: %s is expected, not %q", schema.OrList(profileNames()), strings.Join(x.Values, ", "))
		} else if in.Profile == "" {
			in = p.Inputs
		}
		delete(byName, "profile")
	}
	fields := Fields()
	for i := range fields {
		f := &fields[i]
		x := byName[f.Name]
		if x == nil {
			continue
		}
		delete(byName, f.Name)
		if err := f.Set(&in, x.Values, x.Origin); err != nil {
			l.Fault(x, "%s: %v", f.Name, err)
		}
	}
	for i := range l.All {
		x := &l.All[i]
		if name := strings.Join(x.Path, "."); byName[name] == x {
			free(l, x, name, &in)
		}
	}
	return in, l.Err()
}

// free reads what has names of its own: listeners and roles.
func free(l *projectcfg.Leaves, x *projectcfg.Leaf, name string, in *Inputs) {
	switch {
	case len(x.Path) == 3 && x.Path[0] == "listeners":
		if err := SetListener(in, x.Path[1], x.Path[2], x.Values); err != nil {
			l.Fault(x, "%s: %v", name, err)
		}
	case len(x.Path) >= 3 && x.Path[0] == "node" && x.Path[1] == "roles":
		if err := SetRole(in, strings.Join(x.Path[2:], "."), x.Values); err != nil {
			l.Fault(x, "%s: %v", name, err)
		}
	default:
		l.Unknown(x, "unknown key %s (known here: %s)", name, strings.Join(siblings(x.Path), ", "))
	}
}

// siblings are the names known in the table of a path.
func siblings(path []string) []string {
	prefix := strings.Join(path[:len(path)-1], ".")
	var out []string
	add := func(s string) {
		if len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
	}
	fields := Fields()
	for i := range fields {
		table, name := "", fields[i].Name
		if j := strings.LastIndexByte(name, '.'); j >= 0 {
			table, name = name[:j], name[j+1:]
		}
		if table == prefix {
			add(name)
		}
	}
	if len(out) > 0 && prefix != "" {
		return out
	}
	out = append([]string{"profile"}, out...)
	for i := range fields {
		if table, _, ok := strings.Cut(fields[i].Name, "."); ok {
			add("[" + table + "]")
		}
	}
	return append(out, "[listeners.ID]")
}

func profileNames() []string {
	var out []string
	for _, p := range Profiles() {
		out = append(out, p.Name)
	}
	return out
}
