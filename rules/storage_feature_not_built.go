package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// FeatureNotBuilt reports stores that official builds do not have.
var FeatureNotBuilt = &Rule{
	Code:     "SC4105",
	Name:     "storage/feature-not-built",
	Severity: diag.Warning,
	Summary:  "Backend not in the official binary",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "Dockerfile:25"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			x, _ := p.Set.Lookup("store." + id + ".type")
			switch p.typeOf("store", id) {
			case "foundationdb":
				p.Report(p.Setting(x, "store.%s is of type foundationdb, which the standard build does not have: it drops the store with a warning", id).
					WithSeverity(diag.Info).
					WithDetail("Run the FoundationDB build of the same release."))
			case "zenoh", "kafka":
				p.Report(p.Setting(x, "store.%s is of type %s, which no official build has: the server drops the store with a warning", id, x.Value).
					WithDetail("Build the server with this feature, or use redis or nats."))
			}
		}
	},
}
