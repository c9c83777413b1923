package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// AllCiphersDisabled reports a list that leaves TLS without ciphers.
var AllCiphersDisabled = &Rule{
	Code:     "SC5012",
	Name:     "listener/all-ciphers-disabled",
	Severity: diag.Error,
	Summary:  "No cipher suite is left",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:240"}},
	Check: func(p *Pass) {
		noCiphers(p, "server.tls", p.Set.List("server.tls.disable-ciphers"))
		for i := range p.Listeners() {
			l := &p.Listeners()[i]
			if list := l.Object.List("tls.disable-ciphers"); len(list) > 0 {
				noCiphers(p, l.Key("tls"), list)
			}
		}
	},
}

// noCiphers looks for all nine suites in a list.
func noCiphers(p *Pass, group string, list []*settings.Setting) {
	if len(list) < 9 {
		return
	}
	off := map[string]bool{}
	for _, x := range list {
		off[x.Value] = true
	}
	if len(off) < 9 {
		return
	}
	p.Report(p.Key(list[0], "%s.disable-ciphers leaves no cipher suite: the server stops setting up TLS, and this and all following listeners speak plain text", group).
		WithDetail("Leave at least one suite of each TLS version."))
}
