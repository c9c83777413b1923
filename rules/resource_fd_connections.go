package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// DescriptorsVsNofile compares the connections all listeners admit with the descriptors of the process.
var DescriptorsVsNofile = &Rule{
	Code:     "SC6003",
	Name:     "resource/fd-connections-vs-nofile",
	Severity: diag.Error,
	Summary:  "Allowed connections exceed the file descriptor limit",
	Fix:      UnsafeFix,
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:167"}, {"0.15.5", "resources/systemd/stalwart-mail.service:9"}},
	Check: func(p *Pass) {
		if !p.Host.Nofile.Known() || !p.complete() {
			return
		}
		l := p.Ledger()
		need := l.SureDescriptors()
		if need <= times(p.Host.Nofile.Value, budget.ShareDescriptors) {
			return
		}
		_, sum := l.SureConnections()
		f := p.about(p.number(8192, "server.max-connections"),
			"With everything open the server needs %d descriptors, %d of them for connections, and has %d: at the limit it spins in accept and nobody gets in", need, sum, p.Host.Nofile.Value)
		for i := range l.Rows {
			r := &l.Rows[i]
			if l.Limited(r) && !r.Span.Empty() && r.Span != f.Span && len(f.Related) < 8 {
				f = f.WithRelated(r.Span, "%s admits %d", r.Name, r.Connections)
			}
		}
		const raise = "Raise LimitNOFILE to %d"
		changes := p.lowered()
		if len(changes) == 0 || p.Fit().FewFiles {
			p.Report(f.On("server.max-connections").WithDetail(raise+".", budget.RoundUp(need*5/4)))
			return
		}
		p.Report(p.proposing(f.On("server.max-connections").WithDetail(raise+", or set %s, which counts for each of %s.", budget.RoundUp(need*5/4), written(changes), plural(len(p.Set.IDs("server.listener", "protocol")), "listener")), changes...))
	},
}
