package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// FirstStartOverwrites says which settings the first start overwrites.
var FirstStartOverwrites = &Rule{
	Code:     "SC2008",
	Name:     "schema/first-start-overwrites",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "First start replaces your values with seeded defaults",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:82"}},
	Check: func(p *Pass) {
		if p.Set.Has("version.spam-filter") || !p.Target.AtLeast(13) {
			return
		}
		for _, x := range p.Set.InFileOrder() {
			if seeded(x.Key) {
				p.Report(p.Key(x, "%s is among the settings that the first start writes with its own defaults: until the rules of the spam filter have been downloaded once, they win over the file", x.Key).
					WithDetail("Nothing to do on a server that has started before. On a new one without internet access make spam-filter.resource a file:// path, or set version.spam-filter."))
				return
			}
		}
	},
}

// seeded reports settings that the server stores at its first start.
func seeded(key string) bool {
	for _, p := range []string{"queue.quota.size.", "queue.limiter.inbound.ip.", "queue.limiter.inbound.sender.", "report.analysis.addresses", "queue.virtual.", "queue.schedule.", "queue.tls.", "queue.route.", "queue.connection.default."} {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return false
}
