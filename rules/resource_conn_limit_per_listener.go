package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ConnLimitPerListener says what the limit of connections adds up to.
var ConnLimitPerListener = &Rule{
	Code:     "SC6011",
	Name:     "resource/conn-limit-is-per-listener",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Connection limit applies to each listener",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:40"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("server.max-connections")
		ids := p.Set.IDs("server.listener", "protocol")
		if !ok || len(ids) < 2 || x.HasMacro() {
			return
		}
		if p.Host.RAM.Known() && p.Host.Nofile.Known() && p.complete() {
			return // SC6002 and SC6003 compare the sum with the host
		}
		var sum uint64
		inherit := 0
		for _, id := range ids {
			n, key, _ := budget.Limit(p.Set, id)
			sum += n
			if key == "server.max-connections" {
				inherit++
			}
		}
		if inherit > 1 {
			p.Report(p.Setting(x, "server.max-connections = %s counts for each of %d listeners by itself: the server admits %d connections in all", x.Value, inherit, sum).
				WithDetail("Documentation speaks of one shared limit. Set max-connections for each listener if the sum matters, or declare the host, so that the sum is compared with it."))
		}
	},
}
