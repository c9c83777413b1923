package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ProtocolJMAP reports listeners with the old name of the HTTP protocol.
var ProtocolJMAP = &Rule{
	Code:     "SC3007",
	Name:     "version/protocol-jmap",
	Severity: diag.Error,
	Summary:  "Listener protocol \"jmap\" no longer exists",
	Since:    "0.7",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.6.0", "crates/utils/src/config/listener.rs:388"}, {"0.15.5", "crates/common/src/config/server/listener.rs:315"}},
	Check: func(p *Pass) {
		for _, l := range p.Listeners() {
			if strings.EqualFold(l.ProtocolAt.Value, "jmap") {
				p.Report(p.Setting(l.ProtocolAt, "%s = %q was renamed to http in 0.7: the server logs an error and does not start the listener %s, so that web admin, JMAP and DAV are missing there", l.ProtocolAt.Key, l.ProtocolAt.Value, l.ID).
					WithDetail("Write protocol = \"http\".").
					WithFix("Write http", false, diag.Edit{Span: l.ProtocolAt.ValueSpan, New: `"http"`}))
			}
		}
	},
}
