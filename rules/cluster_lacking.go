package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
)

// groupKey names what one node has and another lacks as a whole.
type groupKey struct {
	has, lacks int
	odd        int // the one of both that stands against most nodes
	prefix     string
}

// lacking counts the settings of such a group.
type lacking struct {
	first *facet
	name  string // of the first
	count int
}

// lacks notes a setting that one node has and another does not, below the
// shortest name of which the other has nothing: a whole object is told once.
func (d *drift) lacks(has, lacks, odd int, name string) {
	prefix := name
	set := d.nodes[lacks].Set
	for i := 0; i < len(name); i++ {
		if name[i] == '.' && !set.HasUnder(name[:i]) && !set.Has(name[:i]) {
			prefix = name[:i]
			break
		}
	}
	if expectedObject(prefix) {
		return
	}
	k := groupKey{has, lacks, odd, prefix}
	g := d.groups[k]
	if g == nil {
		g = &lacking{first: d.facets[has][name], name: name}
		d.groups[k] = g
		d.order = append(d.order, k)
	}
	g.count++
}

// expectedObject reports what a node may do without, or what other rules tell:
// listeners, because nodes serve different protocols, stores and directories,
// because the settings that name them are compared, ACME providers, because
// each node may have one for its own name, and the coordinator.
func expectedObject(prefix string) bool {
	parts := strings.Split(prefix, ".")
	switch parts[0] {
	case "server":
		return len(parts) <= 3 && (len(parts) == 1 || parts[1] == "listener")
	case "store", "directory", "acme":
		return len(parts) <= 2
	case "cluster":
		return len(parts) == 1 || parts[1] == "coordinator"
	}
	return false
}

// reportLacking reports the groups, each in the file that stands against the
// others: where a setting is missing, or where it is the only one.
func (d *drift) reportLacking() {
	for _, k := range d.order {
		g := d.groups[k]
		p, q := d.nodes[k.has], d.nodes[k.lacks]
		name, key := g.name, g.name
		if g.count > 1 {
			key, name = k.prefix, k.prefix+".* ("+plural(g.count, "setting")+")"
		}
		harm, severity := harmOf(g.first.key.Pattern)
		if !p.localKey(g.first.first.Setting.Key) {
			harm = "without it the database or the default decides, and " + harm
			severity = diag.Warning
		}
		var f diag.Finding
		if k.odd == k.lacks {
			f = diag.At(source.Span{}, "%s is set in %s, not here: %s", name, p.File.Name, harm)
			f = elsewhere(f, p, g.first.span(), "set here")
			q.Report(f.On(key).WithSeverity(severity).WithDetail("%s", driftDetail))
			continue
		}
		f = diag.At(g.first.span(), "%s is set here, not in %s: %s", name, q.File.Name, harm)
		f = elsewhere(f, q, source.Span{}, "not set in this file")
		p.Report(f.On(key).WithSeverity(severity).WithDetail("%s", driftDetail))
	}
}
