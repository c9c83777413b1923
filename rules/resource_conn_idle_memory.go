package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ConnIdleMemory compares idle connections up to all limits with the memory of the host.
var ConnIdleMemory = &Rule{
	Code:     "SC6002",
	Name:     "resource/conn-idle-memory",
	Severity: diag.Error,
	Summary:  "Connection limits cannot fit in RAM even when idle",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:197"}, {"0.15.5", "crates/common/src/listener/listen.rs:40"}},
	Check: func(p *Pass) {
		if !p.Host.RAM.Known() || !p.complete() {
			return
		}
		sum := p.Ledger().Sum(budget.Connections)
		limit := p.share(0.40)
		if sum.Worst <= limit {
			return
		}
		n := len(p.Set.IDs("server.listener", "protocol"))
		fit := max(roundDown(uint64(float64(limit)/float64(max(sum.Worst, 1))*float64(sum.Connections)/float64(n))), 16)
		at := p.number(8192, "server.max-connections")
		f := p.about(at, "The listeners admit %d connections together: idle ones alone take %s, %s of the host's %s", sum.Connections, size(sum.Worst), percent(sum.Worst, p.ram()), size(p.ram()))
		for _, r := range listenerRows(p.Ledger()) {
			f = f.WithRelated(p.objectSpan("server.listener", r.Name[len("listener "):]), "%s: %s = %s", r.Name, r.Formula, size(r.Worst))
		}
		p.Report(f.On("server.max-connections").WithDetail("The limit counts for each listener by itself, and the default is 8192. Set server.max-connections = %d, or max-connections for each listener: 1.5 times the sessions you expect, plus 32.", fit))
	},
}

// listenerRows are the rows of connections, at most eight.
func listenerRows(l *budget.Ledger) []budget.Row {
	var out []budget.Row
	for _, r := range l.Rows {
		if strings.HasPrefix(r.Name, "listener ") && len(out) < 8 {
			out = append(out, r)
		}
	}
	return out
}
