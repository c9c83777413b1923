package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// JMAPUploadRAM compares uploads of one account with the memory of the host.
var JMAPUploadRAM = &Rule{
	Code:     "SC6032",
	Name:     "resource/jmap-upload-ram",
	Severity: diag.Warning,
	Summary:  "JMAP body limit times concurrency exceeds memory",
	Fix:      UnsafeFix,
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
		limit := p.share(budget.ShareBodies)
		if need <= limit {
			return
		}
		want := p.Fit().Upload
		changes := []change{to(up.Key, want)}
		if req := p.number(10_000_000, "jmap.protocol.request.max-size"); req.OK && req.N > want {
			changes = append(changes, to(req.Key, want)) // it cannot be used above the other
		}
		p.Report(p.proposing(p.about(up, "%s: one account may send %d bodies at once, each held 4 times while it is stored: %s, half of the host's memory is %s", p.isSize(up), at, budget.Bytes(need), budget.Bytes(limit)).
			WithDetail("Set %s.", written(changes)), changes...))
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
