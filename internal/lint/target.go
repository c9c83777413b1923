package lint

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// guessTarget tells from a file's keys which release it is for: the newest
// that its keys fit. A file that says nothing is for the newest TOML line.
func guessTarget(set *settings.Set) (schema.Version, string, history.Guess) {
	g := history.Detect(
		func(yield func(string) bool) {
			all := set.All()
			for i := range all {
				if !yield(all[i].Key) {
					return
				}
			}
		},
		set.Value,
	)
	v := schema.Version{Major: g.Max.Major, Minor: g.Max.Minor, Patch: g.Max.Patch}
	if v.IsZero() || !v.Before(schema.Latest()) {
		return schema.Latest(), "newest TOML release", history.Guess{}
	}
	var keys []string
	for _, r := range g.Reasons {
		if len(keys) < 3 {
			keys = append(keys, r.Key)
		}
	}
	return v, "told from " + strings.Join(keys, ", "), g
}
