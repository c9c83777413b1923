package rules

import (
	"strconv"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// DescriptorsVsNofile compares the connections all listeners admit with the descriptors of the process.
var DescriptorsVsNofile = &Rule{
	Code:     "SC6003",
	Name:     "resource/fd-connections-vs-nofile",
	Severity: diag.Error,
	Summary:  "Allowed connections exceed the file descriptor limit",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:167"}, {"0.15.5", "resources/systemd/stalwart-mail.service:9"}},
	Check: func(p *Pass) {
		if !p.Host.Nofile.Known() || !p.complete() {
			return
		}
		l := p.Ledger()
		total, limit := l.Total(), uint64(float64(p.Host.Nofile.Value)*0.8)
		if total.Descriptors <= limit {
			return
		}
		conns := l.Sum(budget.Connections)
		listeners := uint64(max(len(p.Set.IDs("server.listener", "protocol")), 1))
		other := total.Descriptors - conns.Connections
		f := p.about(p.number(8192, "server.max-connections"),
			"The file allows %d connections and needs %d descriptors with everything open, the server has %d: at the limit it spins in accept and no connection gets through", conns.Connections, total.Descriptors, p.Host.Nofile.Value)
		detail := "Raise LimitNOFILE to " + strconv.FormatUint(roundUp(total.Descriptors*5/4), 10)
		if limit > other+16*listeners {
			detail += ", or set server.max-connections = " + strconv.FormatUint(roundDown((limit-other)/listeners), 10) + ", which counts for each of the " + plural(int(listeners), "listener")
		}
		for _, r := range listenerRows(l) {
			f = f.WithRelated(p.objectSpan("server.listener", r.Name[len("listener "):]), "%s admits %d", r.Name, r.Connections)
		}
		p.Report(f.On("server.max-connections").WithDetail("%s.", detail))
	},
}
