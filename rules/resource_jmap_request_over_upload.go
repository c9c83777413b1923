package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// JMAPRequestOverUpload reports a request limit above the one that is checked first.
var JMAPRequestOverUpload = &Rule{
	Code:     "SC6029",
	Name:     "resource/jmap-request-over-upload",
	Severity: diag.Warning,
	Summary:  "request.max-size above upload.max-size can never be used",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:96"}},
	Check: func(p *Pass) {
		req, up := p.number(10_000_000, "jmap.protocol.request.max-size"), p.number(50_000_000, "jmap.protocol.upload.max-size")
		if req.OK && up.OK && up.N > 0 && req.N > up.N {
			at := req
			if at.At == nil {
				at = up
			}
			p.Report(p.proposing(p.about(at, "jmap.protocol.request.max-size = %d is above jmap.protocol.upload.max-size = %d, which bounds every body: requests between the two are refused", req.N, up.N).
				WithDetail("Set jmap.protocol.request.max-size = %d, which is what counts now, or raise jmap.protocol.upload.max-size if the memory allows it.", up.N), to("jmap.protocol.request.max-size", up.N)))
		}
	},
}
