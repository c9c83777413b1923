package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ListenerWithoutProtocol reports listeners that the server does not see.
var ListenerWithoutProtocol = &Rule{
	Code:     "SC2010",
	Name:     "schema/listener-without-protocol",
	Severity: diag.Error,
	Summary:  "Listener has no protocol and is never started",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:48"}},
	Check: func(p *Pass) {
		if p.Set.Partial {
			return
		}
		for _, id := range p.Set.IDs("server.listener", "") {
			prefix := "server.listener." + id
			if p.Set.Has(prefix+".protocol") || hasDeeperListener(p, id) {
				continue
			}
			under := p.Set.Under(prefix)
			if len(under) == 0 {
				continue
			}
			first := &under[0]
			for i := range under {
				if under[i].Order < first.Order {
					first = &under[i]
				}
			}
			span := first.KeySpan
			if first.Header >= 0 && p.Doc.Headers[first.Header].Name == prefix {
				span = p.Doc.Headers[first.Header].Span
			}
			f := diag.At(span, "The listener %s has no protocol: the server finds listeners by their protocol and never starts this one", id).
				On(prefix + ".protocol").
				WithDetail("Add protocol = \"smtp\", \"lmtp\", \"imap\", \"pop3\", \"managesieve\" or \"http\".")
			p.Report(f)
		}
	},
}

// hasDeeperListener reports an id with a dot in it that has a protocol.
func hasDeeperListener(p *Pass, id string) bool {
	for _, full := range p.Set.IDs("server.listener", "protocol") {
		if strings.HasPrefix(full, id+".") {
			return true
		}
	}
	return false
}
