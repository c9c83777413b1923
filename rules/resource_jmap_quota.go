package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// JMAPQuotaVsSize reports a quota that does not hold one upload.
var JMAPQuotaVsSize = &Rule{
	Code:     "SC6028",
	Name:     "resource/jmap-quota-vs-size",
	Severity: diag.Warning,
	Summary:  "Upload quota smaller than one upload",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/jmap/src/blob/upload.rs:229"}},
	Check: func(p *Pass) {
		quota, one := p.number(50_000_000, "jmap.protocol.upload.quota.size"), p.number(50_000_000, "jmap.protocol.upload.max-size")
		if quota.OK && one.OK && quota.N > 0 && quota.N < one.N && (quota.At != nil || one.At != nil) {
			at := quota
			if at.At == nil {
				at = one
			}
			p.Report(p.proposing(p.about(at, "jmap.protocol.upload.quota.size = %d is below jmap.protocol.upload.max-size = %d: the largest uploads are refused", quota.N, one.N).
				WithDetail("Set jmap.protocol.upload.quota.size = %d.", 2*one.N), to("jmap.protocol.upload.quota.size", 2*one.N)))
		}
	},
}
