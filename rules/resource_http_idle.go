package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HTTPIdleUnbounded reports HTTP listeners on which idle connections are bounded by nothing the file says.
var HTTPIdleUnbounded = &Rule{
	Code:     "SC6072",
	Name:     "resource/http-idle-unbounded",
	Severity: diag.Info,
	Preset:   All,
	Summary:  "HTTP keep-alive connections never time out",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:670"}, {"", "https://github.com/hyperium/hyper/blob/v1.8.1/src/common/time.rs#L70"}},
	Check: func(p *Pass) {
		ls := p.exposed(func(l *Listener) bool { return l.Protocol == "http" })
		if len(ls) == 0 {
			return
		}
		l := &ls[0]
		n, _, _ := budget.Limit(p.Set, l.ID)
		_, http, _ := p.load().Sessions()
		p.Report(p.exposure(ls, "The listener %s admits %d connections and never ends an idle one: clients that stay silent keep its slots, about %s of memory in all, until they close or the server restarts",
			l.ID, n, size(times(n, float64(perConnection(l))))).
			WithDetail("The server starts HTTP without a timer, so no timeout of the HTTP library works, and no setting gives one. Set %s = %d, or put a proxy with idle timeouts before it.",
				l.Key("max-connections"), p.boundedLimit(l, http)))
	},
}
