package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// JMAPUploadRAM compares uploads of one account with the memory of the host.
var JMAPUploadRAM = &Rule{
	Code:     "SC6032",
	Name:     "resource/jmap-upload-ram",
	Severity: diag.Warning,
	Summary:  "JMAP body limit times concurrency exceeds memory",
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:93"}},
	Check: func(p *Pass) {
		up, conc := p.number(50_000_000, "jmap.protocol.upload.max-size"), p.number(4, "jmap.protocol.request.max-concurrent")
		if !up.OK || !conc.OK || !p.complete() || !servesHTTP(p) {
			return
		}
		at := conc.N
		if at == 0 {
			at = 16
		}
		need := times(up.N, 4*float64(at))
		limit := p.share(0.5)
		if need <= limit {
			return
		}
		want := roundDown(limit / (4 * at))
		p.Report(p.about(up, "%s (%s): one account may send %d bodies at once, each held 4 times while it is stored: %s, half of the host's memory is %s", up.is(), size(up.N), at, size(need), size(limit)).
			WithDetail("Set jmap.protocol.upload.max-size = %d, or lower jmap.protocol.request.max-concurrent.", want))
	},
}

func servesHTTP(p *Pass) bool {
	for _, l := range p.Listeners() {
		if l.Protocol == "http" {
			return true
		}
	}
	return false
}
