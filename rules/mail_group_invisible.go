package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// GroupInvisible reports TLS and connection strategies that the server does not see.
var GroupInvisible = &Rule{
	Code:     "SC8018",
	Name:     "mail/group-invisible",
	Severity: diag.Error,
	Summary:  "Object has only settings by which the server does not find it",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/queue.rs"}},
	Check: func(p *Pass) {
		for group, seen := range map[string][]string{
			"queue.tls":        {"allow-invalid-certs", "dane", "starttls", "timeout.tls", "timeout.mta-sts"},
			"queue.connection": {"timeout.connect", "timeout.greeting", "timeout.ehlo", "timeout.mail-from", "timeout.rcpt-to", "timeout.data", "ehlo-hostname"},
		} {
			for _, id := range p.Set.IDs(group, "") {
				if slices.ContainsFunc(seen, func(s string) bool { return p.Set.Has(group + "." + id + "." + s) }) || p.Set.Partial {
					continue
				}
				p.Report(diag.At(p.objectSpan(group, id), "%s.%s has none of the settings by which the server finds it: it does not exist", group, id).On(group+"."+id).WithSeverity(diag.Warning).
					WithDetail("Add one of: %s.", strings.Join(seen, ", ")))
			}
		}
	},
}
