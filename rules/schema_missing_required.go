package rules

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// MissingRequired reports objects that lack a setting the server demands, and a
// file without the five storage roles, or with nothing at all.
var MissingRequired = &Rule{
	Code:     "SC2017",
	Name:     "schema/missing-required",
	Severity: diag.Error,
	Summary:  "Required key is missing",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/storage.rs"}, {"0.15.5", "crates/utils/src/config/utils.rs:180"}},
	Check: func(p *Pass) {
		if p.Set.Partial {
			return // what is missing may stand in the part that could not be read
		}
		if len(bytes.TrimSpace(p.File.Data)) == 0 {
			p.Report(p.Whole("The file is empty: with this file alone the server has no store and ends at start").
				On("storage.data").WithSeverity(diag.Warning).
				WithDetail("Look whether what writes the file has failed; stalcfg generate writes a new one."))
			return
		}
		missingRoles(p)
		missingTables(p)
		for _, g := range demands() {
			switch {
			case g.group == "queue.schedule": // mail/queue-schedule-incomplete
			case g.group == "":
				for i := range g.all {
					missingAlone(p, &g.all[i])
				}
			default:
				for _, id := range p.Set.IDs(g.group, schema.Discriminator(g.group)) {
					missingInObject(p, g, id)
				}
			}
		}
	},
}

// missingRoles demands storage.data, blob, fts, lookup and directory of a file
// that has one of them, or something of the server and stores or other settings
// of storage. A file with listeners alone may be a part of a configuration, and
// others are. Without one of the first four the server ends at start (seen with
// 0.15.5: crates/common/src/config/mod.rs:53-146, crates/migration/src/lib.rs:147).
func missingRoles(p *Pass) {
	roles := []string{"data", "blob", "fts", "lookup", "directory"}
	var missing []string
	for _, r := range roles {
		if !p.Set.Has("storage." + r) {
			missing = append(missing, "storage."+r)
		}
	}
	whole := p.Set.HasUnder("server") && (p.Set.HasUnder("store") || p.Set.HasUnder("storage"))
	part := len(missing) == len(roles) && !whole
	if len(missing) == 0 || part && len(p.Set.IDs("server.listener", "protocol")) == 0 {
		return
	}
	effect := "the server has no store and ends at start"
	if len(missing) == 1 && missing[0] == "storage.directory" {
		effect = "the server logs an error and uses an empty directory: only the fallback administrator can log in"
	}
	if part {
		effect = "with this file alone the server has no store and ends at start"
	}
	f := p.Whole("%s missing: %s", isAre(missing), effect)
	for _, r := range roles {
		if x, ok := p.Set.Lookup("storage." + r); ok {
			f = p.Key(x, "%s missing: %s", isAre(missing), effect)
			break
		}
	}
	if part {
		f = f.WithSeverity(diag.Warning)
	}
	p.Report(f.On(missing[0]).WithDetail("Name a store for each of storage.data, blob, fts and lookup, and a directory for storage.directory."))
}

// missingTables demands an address of the tables that asn.type = resource loads
// (Stalwart v0.15.5 common/src/config/network.rs:329).
func missingTables(p *Pass) {
	x, ok := p.Set.Lookup("asn.type")
	if !ok || x.Value != "resource" || len(p.Set.List("asn.urls.asn"))+len(p.Set.List("asn.urls.geo")) > 0 {
		return
	}
	p.Report(p.Setting(x, "asn.type = resource needs asn.urls.asn or asn.urls.geo: unless the database has one, the server logs an error and looks nothing up").
		On("asn.urls").WithSeverity(diag.Warning).WithDetail("Add the address of a table, or remove asn.type."))
}

func isAre(names []string) string {
	if len(names) == 1 {
		return names[0] + " is"
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1] + " are"
}

// demand is a setting that objects of a group must have.
type demand struct {
	key    *schema.Key
	name   string
	need   need
	always bool
}

// demanded are the demands of one group, those of settings outside groups under
// an empty name.
type demanded struct {
	group string
	all   []demand
}

// demands reads the schema once a run.
var demands = sync.OnceValue(func() []*demanded {
	var out []*demanded
	for i := range schema.All() {
		k := &schema.All()[i]
		if k.Required == "" || k.Status != schema.Live || strings.Contains(k.Required, "discriminator") {
			continue
		}
		group, name, ok := objectOf(k.Pattern)
		n, always, ok2 := parseNeed(k.Required)
		if !ok && !always && !strings.Contains(k.Pattern, "*") { // a setting of its own, needed when another says so
			group, name, ok = "", k.Pattern, true
		}
		if !ok || !ok2 {
			continue
		}
		at := slices.IndexFunc(out, func(g *demanded) bool { return g.group == group })
		if at < 0 {
			at = len(out)
			out = append(out, &demanded{group: group})
		}
		out[at].all = append(out[at].all, demand{k, name, n, always})
	}
	return out
})

// missingAlone checks a setting outside groups. The deciding setting must be in
// the file; a bare name in the text is that of a neighbour.
func missingAlone(p *Pass, d *demand) {
	key := d.need.key
	if !strings.Contains(key, ".") {
		key = d.name[:strings.LastIndexByte(d.name, '.')+1] + key
	}
	x, ok := p.Set.Lookup(key)
	if !ok || x.HasMacro() || p.Set.Has(d.name) || p.Set.HasUnder(d.name) || !slices.Contains(d.need.values, x.Value) {
		return
	}
	does := "logs an error and leaves the feature out"
	if strings.Contains(d.key.Required, "silently") {
		does = "leaves the feature out without a word"
	}
	p.Report(p.Setting(x, "%s = %s needs %s: unless the database has it, the server %s", key, x.Value, d.name, licensed(d.key, does)).
		On(d.name).WithSeverity(diag.Warning).WithDetail("Add %s.", d.name))
}

// missingInObject checks what one object of a group must have.
func missingInObject(p *Pass, g *demanded, id string) {
	o := p.Set.Object(g.group, id)
	typ := ""
	if x, ok := o.Lookup("type"); ok && !x.HasMacro() {
		typ = strings.ToLower(x.Value)
	}
	for i := range g.all {
		d := &g.all[i]
		if d.need.key == "type" && !slices.Contains(d.need.values, typ) ||
			o.Has(d.name) || d.key.Multi != schema.Single && o.HasUnder(d.name) {
			continue
		}
		if !d.always && d.need.key != "type" {
			if yes, known := p.met(d.need, g.group, id); !yes || !known {
				continue
			}
		}
		p.Report(missingKey(p, d.key, g.group, id, g.group+"."+id+"."+d.name))
	}
}

// missingKey words the finding at the object's first line.
func missingKey(p *Pass, k *schema.Key, group, id, key string) diag.Finding {
	effect := "the server " + licensed(k, "logs an error and drops "+group+"."+id)
	switch {
	case strings.Contains(k.Required, "silently"):
		effect = "the server drops " + group + "." + id + " without a word"
	case group == "signature":
		effect = "the server " + lateSignature + ", and messages go out without this signature"
	case strings.Contains(k.Required, "is used"):
		effect = "the server " + licensed(k, "logs an error and uses "+showDefault(k.Default))
	}
	f := diag.At(p.objectSpan(group, id), "%s is missing: %s", key, effect).On(key)
	if k.Scope == schema.Database {
		f = f.WithSeverity(diag.Warning) // it may be in the database
	}
	return f.WithDetail("Add %s.", key)
}

// objectSpan is where an object begins: its header, or its first key.
func (p *Pass) objectSpan(group, id string) source.Span {
	name := group + "." + id
	under := p.Set.Under(name)
	if len(under) == 0 {
		return source.Span{}
	}
	first := &under[0]
	for i := range under {
		if under[i].Order < first.Order {
			first = &under[i]
		}
	}
	if first.Header >= 0 && p.Doc.Headers[first.Header].Name == name {
		return p.Doc.Headers[first.Header].Span
	}
	return first.KeySpan
}
