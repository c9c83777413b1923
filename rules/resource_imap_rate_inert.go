package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// IMAPRateInert says that the IMAP request rate is never counted.
var IMAPRateInert = &Rule{
	Code:     "SC6024",
	Name:     "resource/imap-rate-inert",
	Severity: diag.Info,
	Summary:  "imap.rate-limit.requests has no limiting effect",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/imap/src/core/client.rs:297"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("imap.rate-limit.requests")
		if !ok {
			return
		}
		// none and what is no rate are for schema/rate-format
		if r, err := schema.ParseRate(x.Value); err == nil && r.Requests > 0 || x.HasMacro() {
			p.Report(p.proposing(p.Setting(x, "imap.rate-limit.requests limits nothing: the server looks at a counter that it never raises").
				WithDetail("Set it to false to save the look-up, and limit clients before the server."), change{x.Key, "false"}))
		}
	},
}
