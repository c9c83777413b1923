package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// jmapObject is what an object of a JMAP answer takes on average, in bytes: a
// message with the text of its body (estimate).
const jmapObject = 16 << 10

// JMAPResponseRAM compares the largest JMAP answer with the memory of the host.
var JMAPResponseRAM = &Rule{
	Code:     "SC6074",
	Name:     "resource/jmap-response-ram",
	Severity: diag.Info,
	Summary:  "A JMAP answer can exceed memory",
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/jmap/settings.rs:244"}},
	Check: func(p *Pass) {
		calls, objects := p.number(16, "jmap.protocol.request.max-calls"), p.number(500, "jmap.protocol.get.max-objects")
		if !calls.OK || !objects.OK || calls.N <= 16 && objects.N <= 500 {
			return // the defaults are the server's choice
		}
		need, limit := times(calls.N, float64(objects.N)*jmapObject), p.share(0.10)
		if need <= limit {
			return
		}
		at := objects
		if at.N <= 500 {
			at = calls
		}
		p.Report(p.Setting(at.At, "%s and %s: one request may ask for %d objects, and the answer is put together in memory, about %s with %s each; a tenth of the host's memory is %s",
			calls.is(), objects.is(), times(calls.N, float64(objects.N)), size(need), size(jmapObject), size(limit)).
			WithDetail("Remove %s: the defaults are 16 calls and 500 objects.", at.Key))
	},
}
