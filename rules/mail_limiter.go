package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// Limiter reports limiters and quotas that the server drops or never applies.
var Limiter = &Rule{
	Code:     "SC8014",
	Name:     "mail/limiter-rate",
	Severity: diag.Error,
	Summary:  "Limiter or quota that limits nothing",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/throttle.rs:76"}},
	Check: func(p *Pass) {
		for _, dir := range []string{"inbound", "outbound"} {
			g := "queue.limiter." + dir
			for _, id := range p.Set.IDs(g, "") {
				rate, ok := p.Set.Lookup(g + "." + id + ".rate")
				switch {
				case !ok && !p.Set.Partial:
					p.Report(diag.At(p.objectSpan(g, id), "%s.%s has no rate: unless the database has one, the server drops the limiter", g, id).On(g + "." + id + ".rate").
						WithSeverity(diag.Warning).WithDetail("Add rate = \"5/1s\"."))
				case ok && (rate.Value == "false" || rate.Value == "none" || rate.Value == "unlimited"):
					p.Report(p.Setting(rate, "%s = %q is a rate of zero: the server drops the limiter without a word", rate.Key, rate.Value).
						WithDetail("Write a rate, or set enable = false."))
				}
			}
		}
		for _, id := range p.Set.IDs("queue.quota", "") {
			g := "queue.quota." + id
			if p.Set.Partial || p.Set.Has(g+".messages") || p.Set.Has(g+".size") {
				if p.Set.HasUnder(g) && !p.Set.Has(g+".match") {
					p.Report(diag.At(p.objectSpan("queue.quota", id), "%s has no match: the quota is never enforced", g).On(g + ".match").WithSeverity(diag.Warning).
						WithDetail("Add match = \"true\", or a condition."))
				}
				continue
			}
			p.Report(diag.At(p.objectSpan("queue.quota", id), "%s has neither size nor messages: unless the database has one, the server logs an error and drops the quota", g).On(g + ".size").
				WithSeverity(diag.Warning).WithDetail("Add messages or size."))
		}
	},
}
