package rules

import (
	"strings"
	"sync"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// OptionOfOtherBackend reports options that the server reads for another type
// of store, directory, tracer, route or provider.
var OptionOfOtherBackend = &Rule{
	Code:     "SC4107",
	Name:     "storage/option-of-other-backend",
	Severity: diag.Warning,
	Summary:  "Option belongs to another backend",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend"}, {"0.15.5", "crates/directory/src/core/config.rs"}},
	Check: func(p *Pass) {
		seen := map[int]bool{}
		for _, k := range p.Known() {
			if k.Match.Key.Depends == "" {
				continue
			}
			d, ok := dependents()[k.Match.Key]
			if !ok || seen[k.Statement] {
				continue
			}
			group, name, n := d.group, d.name, d.need
			id := strings.TrimPrefix(k.Setting.Key[len(group):], ".")
			id, _, _ = strings.Cut(id, "."+name)
			typ := p.typeOf(group, id)
			if typ == "" || n.takes(typ) || !validType(p, group, id) || connectionURL(typ, name) {
				continue
			}
			seen[k.Statement] = true
			p.Report(p.Key(k.Setting, "%s is not read: %s.%s is of type %s, the option belongs to %s", settingName(k.Setting.Key), group, id, typ, strings.Join(n.values, ", ")).
				WithDetail("Remove it, or correct the type."))
		}
	},
}

// dependent is a setting of objects that some types read.
type dependent struct {
	group, name string
	need        need
}

// dependents are the settings of objects that the server reads for some types
// only, taken from the schema once a run.
var dependents = sync.OnceValue(func() map[*schema.Key]dependent {
	out := map[*schema.Key]dependent{}
	for i := range schema.All() {
		k := &schema.All()[i]
		group, name, ok := objectOf(k.Pattern)
		if !ok || k.Depends == "" {
			continue
		}
		if n, _, ok := parseNeed(k.Depends); ok && strings.TrimPrefix(n.key, group+".*.") == "type" {
			out[k] = dependent{group, name, n}
		}
	}
	return out
})

// connectionURL reports what schema/store-connection-url speaks about.
func connectionURL(typ, name string) bool {
	return (typ == "postgresql" || typ == "mysql") && (name == "url" || name == "urls")
}

// validType reports a type that the server knows; others are schema/enum-value.
func validType(p *Pass, group, id string) bool {
	x, ok := p.Set.Lookup(group + "." + id + ".type")
	m, known := schema.Lookup(group + "." + id + ".type")
	return ok && known && m.Key.Check(x.Value) == nil
}
