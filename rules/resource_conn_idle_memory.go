package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ConnIdleMemory compares idle connections up to all limits with the memory of the host.
var ConnIdleMemory = &Rule{
	Code:     "SC6002",
	Name:     "resource/conn-idle-memory",
	Severity: diag.Error,
	Summary:  "Connection limits cannot fit in RAM even when idle",
	Fix:      UnsafeFix,
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:197"}, {"0.15.5", "crates/common/src/listener/listen.rs:40"}},
	Check: func(p *Pass) {
		if !p.Host.RAM.Known() || !p.complete() {
			return
		}
		l := p.Ledger()
		worst, sum := l.SureConnections()
		if worst <= p.share(budget.ShareIdle) {
			return
		}
		f := p.about(p.number(8192, "server.max-connections"), "The listeners admit %d connections together: idle ones alone take %s, %s of the host's %s", sum, budget.Bytes(worst), percent(worst, p.ram()), budget.Bytes(p.ram()))
		same := l.SameListeners()
		f.Related = make([]diag.Related, len(same))
		for i := range same {
			g := &same[i]
			f.Related[i] = diag.Related{Span: p.objectSpan("server.listener", g.First[0]), Message: g.String()}
		}
		p.Report(p.limits(f.On("server.max-connections")))
	},
}

// limits proposes limits of listeners that fit the memory and the descriptors.
func (p *Pass) limits(f diag.Finding) diag.Finding {
	const scope = "The limit counts for each listener by itself, and the default is 8192. "
	changes := p.lowered()
	if len(changes) == 0 {
		return f.WithDetail(scope + "Lower the limits that macros hide.")
	}
	f = p.proposing(f.WithDetail(scope+"Set %s; better still, give each listener its own max-connections: 1.5 times the sessions you expect, plus 32.", written(changes)), changes...)
	return f
}
