package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheCapacityHint says what the undocumented capacity of caches does.
var CacheCapacityHint = &Rule{
	Code:     "SC6034",
	Name:     "resource/mem-cache-capacity-hint",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "cache.*.capacity changes the number of shards",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/cache.rs:42"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.Under("cache") {
			if strings.HasSuffix(x.Key, ".capacity") {
				p.Report(p.Setting(&x, "%s = %s is no limit: it is a hint from which the cache derives its number of shards, and an entry must fit one shard", x.Key, x.Value).
					WithDetail("32 × P gives P shards. Fewer shards let larger mailboxes in; remove it if that is not meant."))
			}
		}
	},
}
