package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ConnZero reports zeros, which mean the opposite for listeners and accounts.
var ConnZero = &Rule{
	Code:     "SC6012",
	Name:     "resource/conn-zero-semantics",
	Severity: diag.Error,
	Summary:  "Zero means reject for listeners but unlimited for account limits",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/limiter.rs:43"}, {"0.15.5", "crates/utils/src/config/utils.rs:396"}},
	Check: func(p *Pass) {
		keys := []string{"server.max-connections"}
		for _, id := range p.Set.IDs("server.listener", "protocol") {
			keys = append(keys, "server.listener."+id+".max-connections")
		}
		for _, k := range keys {
			if x, ok := p.Set.Lookup(k); ok && strings.Trim(x.Value, "0+") == "" && strings.Contains(x.Value, "0") {
				n := min(p.Fit().Connections, 8192)
				p.Report(p.proposing(p.Setting(x, "%s = 0 refuses every connection", k).WithDetail("Write the number of connections to admit, as %d, or remove the line for 8192.", n), to(k, n)))
			}
		}
		for _, k := range []string{"imap.rate-limit.concurrent", "jmap.protocol.request.max-concurrent", "jmap.protocol.upload.max-concurrent"} {
			if x, ok := p.Set.Lookup(k); ok && x.Value == "0" {
				p.Report(p.proposing(p.Setting(x, "%s = 0 means no limit, unlike 0 for a listener, which refuses everybody", k).WithSeverity(diag.Info).
					WithDetail("Write false to say that no limit is meant, or a number."), change{k, "false"}))
			}
		}
	},
}
