package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HashBcrypt reports bcrypt hashes that hold up a small host at each login.
var HashBcrypt = &Rule{
	Code:     "SC7006",
	Name:     "security/hash-bcrypt-blocking",
	Severity: diag.Warning,
	Summary:  "Expensive bcrypt on few cores",
	Since:    "0.15",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/directory/src/core/secret.rs:132"}, {"0.15.5", "crates/http/src/auth/authenticate.rs:37"}},
	Check: func(p *Pass) {
		if !p.Host.Cores.Known() || p.Host.Cores.Value > 4 {
			return
		}
		for _, x := range p.passwordHashes() {
			cost, ok := bcryptCost(x.Value)
			if !ok || cost < 12 {
				continue
			}
			p.Report(p.Setting(x, "%s is a bcrypt hash of cost %d: each login with it stops one of the %s for %s, and HTTP with Basic authentication does so at every request", x.Key, cost, plural(int(p.Host.Cores.Value), "worker thread"), bcryptTime(cost)).
				WithDetail("The server checks bcrypt and crypt hashes on the threads that serve connections. Use cost 10 or less, SHA-512 (openssl passwd -6), or Argon2, which it checks beside."))
		}
	},
}

// bcryptTime is how long one check takes on a core of 2024: 226 ms at cost 12,
// twice as long for each step.
func bcryptTime(cost int) string {
	ms := uint64(226) << min(max(cost-12, 0), 19)
	if ms < 1000 {
		return "about " + plural(int(ms), "millisecond")
	}
	return "about " + plural(int(ms/1000), "second")
}
