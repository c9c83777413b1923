package rules

import (
	"math/bits"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// CacheCapacityHint says what the undocumented capacity of caches does.
var CacheCapacityHint = &Rule{
	Code:     "SC6034",
	Name:     "resource/mem-cache-capacity-hint",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "cache.*.capacity changes the number of shards",
	Fix:      UnsafeFix,
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/cache.rs:42"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.Under("cache") {
			if strings.HasSuffix(x.Key, ".capacity") && !chosenParts(x.Value) {
				p.Report(p.removing(p.Setting(&x, "%s = %s is no limit: it is a hint from which the cache derives its number of shards, and an entry must fit one shard", x.Key, x.Value).
					WithDetail("32 × P gives P shards. Fewer shards let larger mailboxes in; remove it if that is not meant."), x.Key))
			}
		}
	},
}

// chosenParts reports a capacity of 32 times a power of two, which sets the number
// of parts on purpose.
func chosenParts(text string) bool {
	n, err := schema.ParseUint(text, 64)
	return err == nil && n%32 == 0 && bits.OnesCount64(n) == 1
}
