package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// JMAPRequestVsUpload reports a request limit that was lowered without lowering what is buffered.
var JMAPRequestVsUpload = &Rule{
	Code:     "SC6073",
	Name:     "resource/jmap-request-vs-upload",
	Severity: diag.Info,
	Summary:  "request.max-size does not bound buffering",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:93"}},
	Check: func(p *Pass) {
		const usual = 10_000_000
		req, up := p.number(usual, "jmap.protocol.request.max-size"), p.number(50_000_000, "jmap.protocol.upload.max-size")
		if req.At == nil || !req.OK || !up.OK || req.N >= usual || up.N <= req.N {
			return
		}
		p.Report(p.Setting(req.At, "%s, but the server reads JMAP requests up to %s and refuses them after that: the lower limit saves no memory", req.is(), up.is()).
			WithDetail("To save memory lower jmap.protocol.upload.max-size, which bounds uploads as well; else remove the line."))
	},
}
