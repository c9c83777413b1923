package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ListenerListReplaces reports global networks that a listener with a list of
// its own does not trust.
var ListenerListReplaces = &Rule{
	Code:     "SC5406",
	Name:     "network/proxy-listener-list-replaces",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "trusted-networks of a listener replaces the global list",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:182"}},
	Check: func(p *Pass) {
		global := p.globalNetworks()
		if len(global) == 0 {
			return
		}
		for _, l := range p.Listeners() {
			own, has := p.trusted(&l)
			if !has {
				continue
			}
			for i := range global {
				g := &global[i]
				if g.OK && !coveredBy(g, own) {
					p.Report(p.Key(own[0].At, "The listener %s has trusted-networks of its own, which count in place of %s: it reads no PROXY header from %s", l.ID, globalTrusted, g.At.Value).
						WithDetail("Repeat the entry in the listener's list if its proxy connects there too.").
						WithRelated(g.At.ValueSpan, "trusted for listeners without a list"))
				}
			}
		}
	},
}

// coveredBy reports whether a network is in one of a list. A member that is not
// known may cover anything.
func coveredBy(n *network, list []network) bool {
	for i := range list {
		if !list[i].OK || list[i].covers(n) {
			return true
		}
	}
	return false
}
