package rules

import (
	"strconv"

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
		var conns, listeners uint64
		for _, l := range p.Listeners() {
			if isSMTP(l) {
				c, _, _ := budget.Limit(p.Set, l.ID)
				conns, listeners = conns+c, listeners+1
			}
		}
		// A buffer grows by doubling, so that a message being received takes half
		// as much again on average.
		busy := max(times(conns, p.Option("share")), fewMessages)
		need, limit := times(busy, 1.5*float64(n.N)), p.share(0.5)
		if listeners == 0 || need <= limit || conns <= listeners*fewListener {
			return
		}
		fits := float64(limit) / (1.5 * float64(max(n.N, 1))) / max(p.Option("share"), 0.001) / float64(listeners)
		each := max(budget.RoundDown(uint64(fits)), fewListener)
		var lower []change
		for _, l := range p.Listeners() {
			if c, _, _ := budget.Limit(p.Set, l.ID); isSMTP(l) && c > each {
				lower = append(lower, to("server.listener."+l.ID+".max-connections", each))
			}
		}
		p.Report(p.proposing(p.about(n, "%s, and the SMTP listeners admit %d connections: %d messages of full size at once, %s of them, take 1.5 times their size while they are received, together %s; half of the host's memory is %s, and nothing bounds their sum",
			p.isSize(n), conns, busy, strconv.FormatFloat(100*float64(busy)/float64(conns), 'g', 2, 64)+" %", size(need), size(limit)).
			WithDetail("Lower session.data.limits.size, or max-connections of the SMTP listeners: %d for each fits.", each), lower...))
	},
}

// The fewest messages at once that count, and the fewest connections of a
// listener that make sense.
const (
	fewMessages = 4
	fewListener = 32
)

func isSMTP(l Listener) bool { return l.Protocol == "smtp" || l.Protocol == "lmtp" }
