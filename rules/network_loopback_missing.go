package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ProxyLoopbackMissing reports lists of trusted networks that no client of a
// loopback listener can be in.
var ProxyLoopbackMissing = &Rule{
	Code:     "SC5407",
	Name:     "network/proxy-loopback-missing",
	Severity: diag.Warning,
	Summary:  "Proxy on the same host but loopback is not trusted",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:128"}},
	Check: func(p *Pass) {
		listeners := p.Listeners()
		inherit, local := 0, true
		for i := range listeners {
			l := &listeners[i]
			list, own := p.trusted(l)
			switch {
			case own && l.onLoopback() && !l.takesHeader(list):
				p.Report(p.Setting(list[0].At, "The listener %s is bound to %s, where only this machine connects, and its trusted-networks do not hold that address: no PROXY header is read", l.ID, l.Binds[0].At.Value).
					WithDetail(trustLoopback).WithRelated(l.Binds[0].At.ValueSpan, "bound here"))
			case !own:
				inherit++
				local = local && l.onLoopback() && !l.takesHeader(list)
			}
		}
		if global := p.globalNetworks(); len(global) > 0 && inherit > 0 && local && !p.Set.Partial {
			p.Report(p.Setting(global[0].At, "All listeners that use %s are bound to loopback, where only this machine connects, and the list does not hold it: no PROXY header is read", globalTrusted).
				WithDetail(trustLoopback))
		}
	},
}

const trustLoopback = "Add 127.0.0.0/8 and ::1 if the proxy runs on this machine and sends PROXY headers; remove the list if it does not."
