package rules

import (
	"fmt"
	"strings"

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

		local, own := p.localKeys()
		if !own {
			if len(p.Set.List("config.local-keys")) > 0 {
				return // macros in the list
			}
			local = schema.NewLocalKeys(builtinLocal(p.Target))
		}
		var found []*settings.Setting
		groups := map[string]bool{}
		var names []string
		for _, x := range p.Set.InFileOrder() {
			if local.Local(x.Key) || x.Key == "version.spam-filter" {
				continue
			}
			found = append(found, x)
			if g := topGroup(x.Key); !groups[g] {
				groups[g] = true
				names = append(names, g)
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

// topGroup is the pattern that would make a key local.
func topGroup(key string) string {
	first, rest, ok := strings.Cut(key, ".")
	if !ok {
		return key
	}
	if second, _, ok := strings.Cut(rest, "."); ok && (first == "session" || first == "queue" || first == "spam-filter") {
		return first + "." + second + ".*"
	}
	return first + ".*"
}

func quoteAll(words []string) string {
	return `"` + strings.Join(words, `", "`) + `"`
}
