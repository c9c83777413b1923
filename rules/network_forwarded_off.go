package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ForwardedOff reports HTTP that only a proxy can pass on, whose clients the
// server does not see.
var ForwardedOff = &Rule{
	Code:     "SC5405",
	Name:     "network/proxy-forwarded-header-off",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "HTTP is behind a proxy but forwarded addresses are not used",
	Since:    "0.12",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:682"}, {"0.15.5", "crates/common/src/listener/blocked.rs:74"}, {"0.15.5", "crates/common/src/auth/rate_limit.rs:59"}},
	Check: func(p *Pass) {
		x, set := p.Set.Lookup("http.use-x-forwarded")
		if set && (x.Value == "true" || x.HasMacro()) {
			return
		}
		list := p.httpListeners()
		for i := range list {
			networks, _ := p.trusted(&list[i])
			if !list[i].onLoopback() || list[i].takesHeader(networks) || list[i].TLS && list[i].Implicit {
				return
			}
		}
		if len(list) == 0 || p.Set.Partial {
			return
		}
		const effect = "every request seems to come from this machine: failed logins lead to no ban, no client has a rate of its own, and http.allowed-endpoint lets all through"
		const detail = "Set http.use-x-forwarded = true and let the proxy send Forwarded or X-Forwarded-For."
		if set {
			p.Report(p.Setting(x, "http.use-x-forwarded is off while all HTTP listeners are bound to loopback, behind a proxy: %s", effect).
				WithDetail(detail).WithFix("Write true", false, diag.Edit{Span: x.ValueSpan, New: "true"}))
			return
		}
		b := list[0].Binds[0].At
		p.Report(p.Setting(b, "All HTTP listeners are bound to loopback, behind a proxy, and the file does not set http.use-x-forwarded; unless the database does, %s", effect).
			On("http.use-x-forwarded").WithDetail(detail))
	},
}
