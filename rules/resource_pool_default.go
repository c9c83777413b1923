package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// PoolDefaultFromCores reports PostgreSQL pools that are small because the host has few cores.
var PoolDefaultFromCores = &Rule{
	Code:     "SC6078",
	Name:     "resource/pool-default-from-cores",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Pool size not set: it follows the core count",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/postgres/main.rs:47"}, {"0.15.5", "deadpool 0.12.3 src/managed/config.rs"}},
	Check: func(p *Pass) {
		cores := p.Host.Cores
		if !cores.Known() || cores.Value >= 5 {
			return
		}
		for _, id := range p.Set.IDs("store", "type") {
			key := "store." + id + ".pool.max-connections"
			if p.typeOf("store", id) != "postgresql" || p.Set.Has(key) {
				continue
			}
			p.Report(diag.At(p.objectSpan("store", id), "%s is not set: the pool has twice as many connections as the host has cores, here %d, and work waits without limit for a free one", key, 2*cores.Value).
				On(key).WithDetail("Set %s = 10, as the documentation's example has it.", key))
		}
	},
}
