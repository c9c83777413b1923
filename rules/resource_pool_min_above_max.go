package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// PoolMinAboveMax reports a MySQL pool on which the server crashes at start.
var PoolMinAboveMax = &Rule{
	Code:     "SC6046",
	Name:     "resource/pool-min-above-max",
	Severity: diag.Error,
	Summary:  "MySQL pool minimum above maximum",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/mysql/main.rs:70"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if p.typeOf("store", id) != "mysql" {
				continue
			}
			most := p.number(100, "store."+id+".pool.max-connections")
			least := p.number(10, "store."+id+".pool.min-connections")
			if !most.OK || !least.OK || most.N == 0 || most.N >= least.N {
				continue
			}
			at := most
			if at.At == nil {
				at = least
			}
			p.Report(p.proposing(p.about(at, "store.%s: pool.max-connections = %d is below pool.min-connections = %d, of which 10 is the default: the server crashes at start", id, most.N, least.N).
				WithDetail("Set pool.min-connections to %d or less.", most.N), to("store."+id+".pool.min-connections", most.N)))
		}
	},
}
