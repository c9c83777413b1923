package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SizeZero reports sizes of zero, which mean no limit or no mail.
var SizeZero = &Rule{
	Code:     "SC6053",
	Name:     "resource/size-zero-semantics",
	Severity: diag.Error,
	Summary:  "A body limit of 0 disables the bound (HTTP) or rejects all mail (SMTP)",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/http-proto/src/request.rs:21"}, {"0.15.5", "crates/smtp/src/inbound/session.rs:346"}},
	Check: func(p *Pass) {
		for _, k := range []string{"jmap.protocol.upload.max-size", "dav.request.max-size", "form.max-size"} {
			if x, ok := p.Set.Lookup(k); ok && x.Value == "0" {
				want := p.Fit().Upload
				if k != "jmap.protocol.upload.max-size" {
					want = min(want, 26214400)
				}
				p.Report(p.proposing(p.Setting(x, "%s = 0 removes the limit: one request may fill the memory", k).WithDetail("Write a number of bytes, as %d.", want), to(k, want)))
			}
		}
		if x, ok := p.Set.Lookup("session.data.limits.size"); ok && x.Value == "0" && !p.Target.AtLeast(16) {
			want := p.Fit().Message
			p.Report(p.proposing(p.Setting(x, "session.data.limits.size = 0 refuses every message").WithDetail("Write a number of bytes, as %d.", want), to(x.Key, want)))
		}
	},
}
