package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ProxyTrustedForHTTP reports HTTP listeners that demand a PROXY header from a
// proxy that names its clients in HTTP headers.
var ProxyTrustedForHTTP = &Rule{
	Code:     "SC5410",
	Name:     "network/proxy-trusted-for-http",
	Severity: diag.Warning,
	Summary:  "PROXY protocol expected from an HTTP reverse proxy",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:128"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("http.use-x-forwarded")
		global := p.globalNetworks()
		if !ok || x.Value != "true" || len(global) == 0 {
			return
		}
		var ids []string
		for _, l := range p.httpListeners() {
			list, own := p.trusted(&l)
			if own || l.onLoopback() && !l.takesHeader(list) {
				return // some way in is made for HTTP on purpose
			}
			ids = append(ids, l.ID)
		}
		if len(ids) == 0 {
			return
		}
		p.Report(p.Setting(global[0].At, "%s counts for HTTP too (listener %s): connections from there must begin with a PROXY header or are closed, while http.use-x-forwarded says that the proxy uses HTTP headers", globalTrusted, joinIDs(ids)).
			WithDetail("Move the list to the listeners for mail, as server.listener.<id>.proxy.trusted-networks. Ignore this if the proxy sends both, the PROXY header and the HTTP header.").
			WithRelated(x.ValueSpan, "set here"))
	},
}
