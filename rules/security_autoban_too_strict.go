package rules

import (
	"strconv"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// AutobanTooStrict reports thresholds of automatic bans that a forgetful user
// reaches.
var AutobanTooStrict = &Rule{
	Code:     "SC7003",
	Name:     "security/autoban-too-strict",
	Severity: diag.Warning,
	Summary:  "Ban threshold locks out normal users",
	Since:    "0.10",
	Fix:      UnsafeFix,
	Cites: []Cite{
		{"0.15.5", "crates/common/src/listener/blocked.rs:123"}, {"0.15.5", "crates/common/src/listener/blocked.rs:229"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/1922"},
	},
	Options: []Option{{Name: "min-failures", Summary: "failures in an hour or more that must be allowed", Default: 10, Min: 1, Max: 1000}},
	Check: func(p *Pass) {
		for _, ban := range [...]struct{ name, standard, event, cause string }{
			{"auth", "100/1d", "failed login", "one phone with an old password is enough"},
			{"abuse", "35/1d", "unknown recipient", "one outdated address book is enough"},
			{"loiter", "150/1d", "idle connection", "one unsteady mobile network is enough"},
		} {
			x, ok := p.Set.Lookup("server.auto-ban." + ban.name + ".rate")
			if !ok || x.HasMacro() || schema.None(x.Value) {
				continue
			}
			rate, err := schema.ParseRate(x.Value)
			if err != nil || rate.Requests == 0 || float64(rate.Requests) >= p.Option("min-failures") || rate.Period < 3600_000 {
				continue
			}
			p.Report(p.Setting(x, "%s = %q bans an address for good after %s: %s, and everybody behind the same router is banned with it", x.Key, x.Value, plural(int(rate.Requests), ban.event), ban.cause).
				WithDetail("The default is %s. Addresses that must never be banned belong into server.allowed-ip.", ban.standard).
				WithFix("Write the default "+ban.standard, false, diag.Edit{Span: x.ValueSpan, New: strconv.Quote(ban.standard)}))
		}
	},
}
