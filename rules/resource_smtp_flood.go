package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// MessagesTimesConnections compares large messages on some of all SMTP connections with the memory of the host.
var MessagesTimesConnections = &Rule{
	Code:     "SC6085",
	Name:     "resource/mem-request-size-times-connections",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Request size limit times connections is above RAM",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Needs:    NeedHost,
	Options:  []Option{{"share", "part of the SMTP connections that receive a message of full size at once", 0.01, 0, 1}},
	Cites:    []Cite{{"0.15.5", "crates/smtp/src/inbound/session.rs:346"}, {"0.15.5", "crates/common/src/config/server/listener.rs:197"}},
	Check: func(p *Pass) {
		n := p.number(104857600, "session.data.limits.size")
		if !n.OK || !p.Host.RAM.Known() || !p.complete() {
			return
		}
		var conns uint64
		var ids []string
		for _, l := range p.Listeners() {
			if l.Protocol == "smtp" || l.Protocol == "lmtp" {
				c, _, _ := budget.Limit(p.Set, l.ID)
				conns, ids = conns+c, append(ids, l.ID)
			}
		}
		// A buffer grows by doubling, so that a message being received takes half
		// as much again on average.
		busy := max(times(conns, p.Option("share")), 4)
		need, limit := times(busy, 1.5*float64(n.N)), p.share(0.5)
		if len(ids) == 0 || need <= limit {
			return
		}
		message := p.Fit().Message
		want := max(roundDown(uint64(float64(limit)/(1.5*float64(message))/max(p.Option("share"), 0.001))/uint64(len(ids))), 16)
		var changes []change
		if message < n.N {
			changes = append(changes, to(n.Key, message))
		}
		for _, id := range ids {
			if c, _, _ := budget.Limit(p.Set, id); c > want {
				changes = append(changes, to("server.listener."+id+".max-connections", want))
			}
		}
		p.Report(p.proposing(p.about(n, "%s, and the SMTP listeners admit %d connections: %d messages of full size at once take %s while they are received, half of the host's memory is %s; nothing bounds their sum", p.isSize(n), conns, busy, size(need), size(limit)).
			WithDetail("Set %s.", written(changes)), changes...))
	},
}
