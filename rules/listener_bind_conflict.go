package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// BindConflict reports two listeners on one address and port.
var BindConflict = &Rule{
	Code:     "SC5003",
	Name:     "listener/bind-conflict",
	Severity: diag.Error,
	Summary:  "Two listeners claim one port",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:140"}},
	Check: func(p *Pass) {
		type claim struct {
			id string
			b  Bind
		}
		var claims []claim
		for _, l := range p.Listeners() {
			for _, b := range l.Binds {
				if !b.OK || b.Addr.Port() == 0 {
					continue
				}
				for _, c := range claims {
					if sameAddress(b, c.b) {
						p.Report(p.Setting(b.At, "%s is bound by the listeners %s and %s: the second bind fails with an error, and that listener may open a random port", b.At.Value, c.id, l.ID).
							WithDetail("Give each listener a port or address of its own.").
							WithRelated(c.b.At.ValueSpan, "listener %s", c.id))
						break
					}
				}
				claims = append(claims, claim{l.ID, b})
			}
		}
	},
}

// sameAddress reports two binds that cannot both succeed: equal ports on equal
// addresses, or one of them on all addresses of the same family.
func sameAddress(a, b Bind) bool {
	if a.Addr.Port() != b.Addr.Port() {
		return false
	}
	x, y := a.Addr.Addr(), b.Addr.Addr()
	return x == y
}
