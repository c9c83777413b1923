package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HTTPLookupRAM says what lists fetched by HTTP may take.
var HTTPLookupRAM = &Rule{
	Code:     "SC6020",
	Name:     "resource/http-lookup-ram",
	Severity: diag.Info,
	Summary:  "Remote lookup lists too large",
	Fix:      UnsafeFix,
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/http/config.rs:79"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("http-lookup", "url") {
			entries := p.number(100_000, "http-lookup."+id+".limits.entries")
			each := p.number(512, "http-lookup."+id+".limits.entry-size")
			all := p.number(104857600, "http-lookup."+id+".limits.size")
			most := times(entries.N, float64(each.N+60))
			if !entries.OK || !each.OK || !all.OK || entries.At == nil && each.At == nil && all.At == nil {
				continue
			}
			if limit := p.share(0.10); min(most, all.N) > limit {
				p.Report(p.proposing(diag.At(p.objectSpan("http-lookup", id), "http-lookup.%s may keep %s in memory, a tenth of the host's is %s", id, size(min(most, all.N)), size(limit)).
					On("http-lookup."+id+".limits.size").WithDetail("Set http-lookup.%s.limits.size = %d, or lower limits.entries.", id, budget.RoundDown(limit)), to("http-lookup."+id+".limits.size", budget.RoundDown(limit))))
			}
		}
	},
}
