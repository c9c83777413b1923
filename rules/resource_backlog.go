package rules

import (
	"strconv"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// BacklogVsSomaxconn compares the queue of waiting connections with what the kernel gives.
var BacklogVsSomaxconn = &Rule{
	Code:     "SC6068",
	Name:     "resource/conn-backlog-vs-somaxconn",
	Severity: diag.Info,
	Summary:  "backlog is above net.core.somaxconn",
	Fix:      UnsafeFix,
	Facts:    []string{"somaxconn"},
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:148"}, {"0.15.5", "crates/common/src/listener/listen.rs:355"}},
	Check: func(p *Pass) {
		most := p.Host.Somaxconn
		if !most.Known() {
			return
		}
		keys := []string{"server.socket.backlog"}
		for _, id := range p.Set.IDs("server.listener", "protocol") {
			keys = append(keys, "server.listener."+id+".socket.backlog")
		}
		for _, key := range keys {
			n := p.number(1024, key)
			if n.At == nil || !n.OK || n.N <= most.Value {
				continue
			}
			text := strconv.FormatUint(most.Value, 10)
			p.Report(p.Setting(n.At, "%s = %d, but net.core.somaxconn is %s: the kernel lets no more than that wait", key, n.N, text).
				WithDetail("Raise the sysctl net.core.somaxconn to %d, or lower the setting.", n.N).
				WithFix("Write what the kernel gives", false, diag.Edit{Span: n.At.ValueSpan, New: text}))
		}
	},
}
