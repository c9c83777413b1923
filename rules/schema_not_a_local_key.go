package rules

import (
	"fmt"
	"strings"
	"sync"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// NotALocalKey reports settings in the file that the server expects in its database. It speaks once a file.
var NotALocalKey = &Rule{
	Code:     "SC2018",
	Name:     "schema/not-a-local-key",
	Severity: diag.Warning,
	Summary:  "Key is in the file but is a database key",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:284"}, {"0.15.5", "crates/common/src/manager/config.rs:492"}},
	Check: func(p *Pass) {
		local := p.localInEffect()
		if local == nil {
			return // macros in the list
		}
		var found []*settings.Setting
		groups := map[string]bool{}
		var names []string
		for _, x := range p.Set.InFileOrder() {
			if local.Local(x.Key) || x.Key == "version.spam-filter" || !p.readByTarget(x) {
				continue // what the server does not read at all is schema/unknown-key
			}
			found = append(found, x)
			for _, g := range ownPatterns(x.Key) {
				if !groups[g] {
					groups[g] = true
					names = append(names, g)
				}
			}
		}
		if len(found) == 0 {
			return
		}
		what := "1 key of the file belongs"
		if len(found) > 1 {
			what = fmt.Sprintf("%d keys of the file belong", len(found))
		}
		f := p.Key(found[0], "%s into the database: the server uses the values, warns about each at start, and changes made in the web admin have no effect on them", what).
			On("config.local-keys").
			WithDetail("If the file is meant to be their home, set config.local-keys to the built-in patterns and these: %s.", quoteAll(names))
		for i := 1; i < len(found) && i <= 5; i++ {
			f = f.WithRelated(found[i].KeySpan, "%s", found[i].Key)
		}
		if len(found) > 6 {
			f = f.WithRelated(found[6].KeySpan, "%s, and %d more", found[6].Key, len(found)-7)
		}
		p.Report(f)
	},
}

// builtinLocal is the list of local keys built into a release.
func builtinLocal(v schema.Version) []string {
	return history.LocalPatterns(history.V(v.Major, v.Minor, v.Patch))
}

// compiledLocal holds the built-in lists by release, compiled.
var compiledLocal sync.Map

// builtinLocalKeys is the built-in list of a release, compiled once a run.
func builtinLocalKeys(v schema.Version) *schema.LocalKeys {
	if l, ok := compiledLocal.Load(v); ok {
		return l.(*schema.LocalKeys)
	}
	l, _ := compiledLocal.LoadOrStore(v, schema.NewLocalKeys(builtinLocal(v)))
	return l.(*schema.LocalKeys)
}

// ownPatterns are what config.local-keys needs for a key: wide where the server
// writes nothing by itself, narrow or with exclusions where it does, since it
// would rewrite the file then (see LocalKeysServerWrites).
func ownPatterns(key string) []string {
	parts := strings.Split(key, ".")
	depth := map[string]int{"spam-filter": 2, "queue": 3}[parts[0]]
	switch {
	case parts[0] == "acme" && len(parts) > 2:
		return []string{"acme.*", "!acme." + parts[1] + ".cert", "!acme." + parts[1] + ".account-key"}
	case parts[0] == "oauth" || parts[0] == "version" || len(parts) == 1:
		return []string{key}
	case strings.HasPrefix(key, "queue.limiter."):
		depth = 4
	case depth == 0:
		depth = 1
	}
	if len(parts) <= depth {
		return []string{key}
	}
	return []string{strings.Join(parts[:depth], ".") + ".*"}
}

func quoteAll(words []string) string {
	return `"` + strings.Join(words, `", "`) + `"`
}
