package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheOldName reports caches that were renamed or joined with others.
var CacheOldName = &Rule{
	Code:     "SC2003",
	Name:     "schema/cache-old-name",
	Severity: diag.Warning,
	Summary:  "Cache name of another version",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/inner.rs:107"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.Under("cache") {
			if to := cacheSuccessor(x.Key); to != "" {
				p.Report(p.Key(&x, "%s is a cache of an earlier release: Stalwart %s does not read it", x.Key, p.Target.Line()).
					WithDetail("%s", to))
			}
		}
	},
}

// cacheSuccessor says what took the place of a cache, "" for caches that exist.
func cacheSuccessor(key string) string {
	name := strings.Split(strings.TrimPrefix(key, "cache."), ".")[0]
	switch name {
	case "account", "mailbox", "thread":
		return "One cache holds messages and folders since 0.12: set cache.message.size, in bytes."
	case "bayes":
		return "The classifier of 0.15 has no cache; remove it."
	case "session", "rate-limit", "permissions", "dav", "calendar", "resources":
		return "See `stalcfg schema cache` for the caches of this release."
	}
	return ""
}
