package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// Drift reports settings that differ between nodes and should not.
var Drift = &Rule{
	Code:     "SC9001",
	Name:     "cluster/drift",
	Severity: diag.Error,
	Summary:  "Node files differ where they must not",
	Needs:    NeedNodes,
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/config.rs:60"}, {"", "https://github.com/stalwartlabs/stalwart/issues/1130"}},
	CheckNodes: func(ps []*Pass) {
		var nodes []*Pass
		for _, p := range ps {
			if !sameLine(p, ps[0]) {
				return // settings come and go with releases: cluster/mixed-versions speaks
			}
			if !p.Set.Partial && len(p.Set.All()) > 0 {
				nodes = append(nodes, p)
			}
		}
		if len(nodes) > 1 {
			compareNodes(nodes)
		}
	},
}

func compareNodes(nodes []*Pass) {
	facets := make([]map[string]*facet, len(nodes))
	var names []string
	for i, p := range nodes {
		facets[i] = p.facets()
		for name := range facets[i] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	d := drift{nodes: nodes, facets: facets, groups: map[groupKey]*lacking{}}
	for _, name := range slices.Compact(names) {
		d.compare(name)
	}
	d.reportLacking()
}

// drift is one comparison of all nodes.
type drift struct {
	nodes  []*Pass
	facets []map[string]*facet
	groups map[groupKey]*lacking
	order  []groupKey
}

// compare looks at one setting on all nodes. What most nodes have is right,
// what the first has where no value is more frequent.
func (d *drift) compare(name string) {
	count := map[string]int{}
	for _, f := range d.facets {
		if f[name] != nil && f[name].macro {
			return // known on the machine only
		}
		count[f[name].text()]++
	}
	if len(count) == 1 {
		return
	}
	right := 0
	for i := range d.nodes {
		if count[d.facets[i][name].text()] > count[d.facets[right][name].text()] {
			right = i
		}
	}
	for i := range d.nodes {
		here, there := d.facets[i][name], d.facets[right][name]
		switch {
		case here.text() == there.text():
		case here != nil && there != nil:
			d.differs(i, right, name)
		case here != nil:
			d.lacks(i, right, i, name)
		default:
			d.lacks(right, i, i, name)
		}
	}
}

// differs reports a setting with two values.
func (d *drift) differs(i, right int, name string) {
	here, there := d.facets[i][name], d.facets[right][name]
	p, q := d.nodes[i], d.nodes[right]
	what := name + " differs from " + q.File.Name
	if here.shown != "" && there.shown != "" {
		what = name + " = " + here.shown + " here, " + there.shown + " in " + q.File.Name
	}
	harm, severity := harmOf(here.key.Pattern)
	f := diag.At(here.span(), "%s: %s", what, harm).On(name).WithSeverity(severity)
	p.Report(elsewhere(f, q, there.span(), "%s there", name).WithDetail("%s", driftDetail))
}

const driftDetail = "Write the same value in the files of all nodes. What is meant to differ is hidden by `# stalcfg:ignore cluster/drift -- reason`."

// harmOf tells what a difference in a setting does, and how grave it is.
func harmOf(pattern string) (string, diag.Severity) {
	parts := strings.Split(pattern, ".")
	last := parts[len(parts)-1]
	switch {
	case pattern == "storage.directory", parts[0] == "directory" && last == "type":
		return "the nodes know different accounts", diag.Error
	case parts[0] == "storage", parts[0] == "store" && slices.Contains([]string{"type", "database", "bucket", "container", "key-prefix"}, last):
		return "the nodes do not share their data, what one stores the other does not find", diag.Error
	case pattern == "cluster.coordinator":
		return "the nodes do not hear of each other's changes", diag.Error
	case strings.HasPrefix(pattern, "cluster.roles."):
		return "each node takes its work from its own file, so that some is done twice or never", diag.Error
	case pattern == "acme.*.domains": // Stalwart v0.15.5 crates/common/src/listener/acme/cache.rs:111
		return "the certificate stands in the database under the id of the provider, one for all nodes, so that a node serves the names of another", diag.Error
	case strings.HasPrefix(pattern, "authentication."):
		return "the login works on some nodes only", diag.Warning
	case pattern == "oauth.key":
		return "a token that one node issues is refused by the other", diag.Error
	case parts[0] == "store" && slices.Contains([]string{"host", "port", "url", "urls", "address", "endpoint", "brokers"}, last):
		return "the nodes share this store only if both lead to one server", diag.Warning
	case parts[0] == "server" && parts[1] == "listener":
		return "clients meet another service at the same listener", diag.Warning
	}
	return "what users and other servers get depends on the node they meet", diag.Warning
}

// facet is a setting of one node with all its values.
type facet struct {
	key    *schema.Key
	first  Known
	values []string // canonical; of lists without order
	shown  string   // for a message; "" for what is not to be shown
	macro  bool
}

// text is what two nodes must have in common; the default counts as nothing.
func (f *facet) text() string {
	if f == nil || len(f.values) == 1 && f.key.HasDefault && f.values[0] == f.key.Canonical(f.key.Default) {
		return ""
	}
	return "=" + strings.Join(f.values, "\x00")
}

// span is where the setting stands.
func (f *facet) span() source.Span {
	if f.first.ValueSpan.Empty() {
		return f.first.KeySpan
	}
	return f.first.ValueSpan
}

// facets gathers the settings of a node that should be the same on all.
func (p *Pass) facets() map[string]*facet {
	out := map[string]*facet{}
	for _, k := range p.Known() {
		if _, own := schema.PerNode(k.Setting.Key); own || strings.HasPrefix(k.Setting.Key, "version.") {
			continue
		}
		name := strings.TrimSuffix(k.Setting.Key, "."+k.Rest)
		f := out[name]
		if f == nil {
			f = &facet{key: k.Match.Key, first: k}
			out[name] = f
		}
		f.add(k)
	}
	for _, f := range out {
		if f.key.Type != schema.NodeList && !f.key.IsExpression() {
			slices.Sort(f.values)
		}
	}
	return out
}

func (f *facet) add(k Known) {
	f.macro = f.macro || k.HasMacro()
	if f.key.IsExpression() && k.Rest != "" {
		f.values = append(f.values, k.Rest+"="+k.Value)
		f.shown = ""
		return
	}
	f.values = append(f.values, f.key.Canonical(k.Value))
	if len(f.values) > 1 || f.key.Secret != schema.NotSecret || f.key.Type == schema.PEM || f.key.Type == schema.LicenseKey || len(k.Value) > 60 {
		f.shown = ""
		return
	}
	if shown := redact.Value(k.Setting.Key, k.Value); shown != redact.Hidden {
		f.shown = strconv.Quote(shown)
	}
}
