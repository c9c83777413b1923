package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// UndefinedReference reports ids that name no object of the file. Only groups
// whose objects must be in the file are judged for sure; queues may be in the
// database as well.
var UndefinedReference = &Rule{
	Code:     "SC2024",
	Name:     "schema/undefined-reference",
	Aliases:  []string{"mail/queue-undefined"},
	Severity: diag.Error,
	Summary:  "Refers to an object that is not defined",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/storage.rs"}, {"0.15.5", "crates/common/src/config/smtp/queue.rs"}},
	Check: func(p *Pass) {
		if p.Set.Partial {
			return
		}
		for _, r := range references(p) {
			if r.at.HasMacro() || r.at.Value == "" || slices.Contains(r.defined, r.at.Value) || strings.ContainsAny(r.at.Value, "/\\") {
				continue
			}
			p.Report(undefined(p, r))
		}
	},
}

// reference is a value that names an object.
type reference struct {
	at      *settings.Setting
	kind    string   // "store", "directory", "virtual queue"
	define  string   // prefix under which objects are defined
	defined []string // ids
	effect  string

	sure     bool // the object cannot be in the database
	silent   bool // the server does not speak of it
	licensed bool // only a server with an enterprise licence looks at it
}

// references collects every value that names an object.
func references(p *Pass) []reference {
	stores, dirs := p.Set.IDs("store", "type"), p.Set.IDs("directory", "type")
	var out []reference
	add := func(keys []*settings.Setting, r reference) {
		for _, x := range keys {
			r.at = x
			out = append(out, r)
		}
	}
	one := func(key string) []*settings.Setting {
		if x, ok := p.Set.Lookup(key); ok {
			return []*settings.Setting{x}
		}
		return nil
	}
	for _, role := range []string{"data", "blob", "fts"} {
		add(one("storage."+role), reference{kind: "store", define: "store", defined: stores, effect: "ends at start for want of a store", sure: true})
	}
	add(one("storage.lookup"), reference{kind: "store", define: "store", defined: append(p.memoryIDs(), stores...), effect: "ends at start for want of a store", sure: true})
	add(one("storage.directory"), reference{kind: "directory", define: "directory", defined: dirs, effect: "uses an empty directory: only the fallback administrator can log in", sure: true})
	add(one("cluster.coordinator"), reference{kind: "store", define: "store", defined: stores, effect: "runs without a coordinator", sure: true})
	for _, id := range dirs {
		if t := p.typeOf("directory", id); t == "internal" || t == "sql" {
			add(one("directory."+id+".store"), reference{kind: "store", define: "store", defined: stores, effect: "drops the directory", sure: true})
		}
	}
	for _, id := range stores {
		for _, name := range []string{"stores", "primary", "replicas"} {
			add(p.Set.List("store."+id+"."+name), reference{kind: "store", define: "store", defined: stores, effect: "drops store." + id, sure: true})
		}
	}
	for _, of := range []string{"tracing", "metrics"} {
		if v, _ := p.Set.Value(of + ".history.enable"); v == "true" { // it says nothing of metrics
			add(one(of+".history.store"), reference{kind: "store", define: "store", defined: stores, effect: "keeps no history", sure: true, silent: of == "metrics"})
		}
	}
	if models := p.Set.IDs("enterprise.ai", "url"); len(models) > 0 {
		add(one("spam-filter.llm.model"), reference{kind: "model", define: "enterprise.ai", defined: models, effect: "does without the model", licensed: true})
	}
	return append(out, queueReferences(p)...)
}

// queueReferences are schedules naming virtual queues. The server seeds four
// queues in the database and has a default one.
func queueReferences(p *Pass) []reference {
	if !p.Target.AtLeast(13) {
		return nil
	}
	queues := append(p.Set.IDs("queue.virtual", "threads-per-node"), "default", "local", "remote", "dsn", "report")
	var out []reference
	for _, id := range p.Set.IDs("queue.schedule", "queue-name") {
		x, _ := p.Set.Lookup("queue.schedule." + id + ".queue-name")
		out = append(out, reference{at: x, kind: "virtual queue", define: "queue.virtual", defined: queues, effect: "drops the schedule"})
	}
	return out
}

func undefined(p *Pass, r reference) diag.Finding {
	does := "logs an error and " + r.effect
	switch {
	case r.silent:
		does = r.effect + " and says nothing"
	case r.licensed:
		does = "reads this with an enterprise licence only, and then " + does
	}
	f := p.Setting(r.at, "%s = %q names a %s that is not defined: the server %s", r.at.Key, r.at.Value, r.kind, does)
	if !r.sure {
		f = p.Setting(r.at, "%s = %q names a %s that is not in the file: unless the database has it, the server %s", r.at.Key, r.at.Value, r.kind, does).
			WithSeverity(diag.Warning)
	}
	have := slices.Clone(r.defined)
	slices.Sort(have)
	have = slices.Compact(have)
	switch {
	case strings.ContainsAny(r.at.Value, "%${} "): // a template that was not filled in
		return f.WithDetail("Name a %s that the file defines in [%s.<id>].", r.kind, r.define)
	case len(have) == 0:
		return f.WithDetail("Define [%s.%s].", r.define, r.at.Value)
	}
	return f.WithDetail("Defined are: %s. Define [%s.%s], or name one of these.", strings.Join(have, ", "), r.define, r.at.Value)
}
