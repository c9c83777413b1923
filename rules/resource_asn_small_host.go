package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ASNSmallHost says what address tables cost on a small host.
var ASNSmallHost = &Rule{
	Code:     "SC6005",
	Name:     "resource/asn-small-host",
	Severity: diag.Info,
	Summary:  "ASN/GeoIP tables on a small host",
	Fix:      UnsafeFix,
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/asn.rs:34"}},
	Check: func(p *Pass) {
		if x, ok := p.Set.Lookup("asn.type"); ok && x.Value == "resource" && p.ram() <= budget.GiB {
			p.Report(p.proposing(p.Setting(x, "asn.type = \"resource\" keeps address tables of about 35 MiB in memory, plus the download while they are refreshed, on a host with %s", size(p.ram())).
				WithDetail("Use asn.type = \"dns\" or \"disable\"."), change{x.Key, `"disable"`}))
		}
	},
}
