package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// BindAddress reports listeners without a usable address.
var BindAddress = &Rule{
	Code:     "SC5002",
	Name:     "listener/bind-address",
	Severity: diag.Error,
	Summary:  "bind is not address:port",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:66"}},
	Check: func(p *Pass) {
		for _, l := range p.Listeners() {
			usable := 0
			for _, b := range l.Binds {
				if _, err := schema.ParseSocketAddress(b.At.Value); err == nil || b.At.HasMacro() {
					usable++
				} else {
					p.Report(p.Setting(b.At, "%s = %q: %v; the server leaves the address out", b.At.Key, b.At.Value, err).
						WithDetail("Write address and port, as [::]:%s.", defaultPort(&l)))
				}
			}
			if usable == 0 && l.Protocol != "" && !p.Set.Partial {
				p.Report(diag.At(p.objectSpan("server.listener", l.ID), "The listener %s has no address to bind: the server logs an error and does not start it", l.ID).On(l.Key("bind")).
					WithDetail("Add bind = \"[::]:%s\".", defaultPort(&l)))
			}
		}
	},
}

// defaultPort is the usual port of a listener.
func defaultPort(l *Listener) string {
	ports := map[string][2]string{"smtp": {"25", "465"}, "lmtp": {"24", "24"}, "imap": {"143", "993"}, "pop3": {"110", "995"}, "http": {"8080", "443"}, "managesieve": {"4190", "4190"}}
	if l.Implicit {
		return ports[l.Protocol][1]
	}
	return ports[l.Protocol][0]
}
