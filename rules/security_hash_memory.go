package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// HashMemory compares Argon2 parameters, times the logins that may happen at
// once, with the memory of the host.
var HashMemory = &Rule{
	Code:     "SC7007",
	Name:     "security/hash-memory",
	Severity: diag.Warning,
	Summary:  "Argon2 parameters times concurrent logins exceed memory",
	Since:    "0.15",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/directory/src/core/secret.rs:102"}, {"0.15.5", "crates/directory/src/core/secret.rs:111"}},
	Check: func(p *Pass) {
		if !p.Host.RAM.Known() {
			return
		}
		logins := p.loginsAtOnce()
		for _, x := range p.passwordHashes() {
			memory, ok := argonMemory(x.Value)
			if !ok || times(memory, float64(logins)) <= p.share(0.25) {
				continue
			}
			p.Report(p.Setting(x, "%s takes %s to check: %d logins at once take %s, a quarter of the host's memory is %s", x.Key, size(memory), logins, size(times(memory, float64(logins))), size(p.share(0.25))).
				WithDetail("Wrong passwords count as well, so anybody can cause this. Hash with %s or less on this host, or with SHA-512 (openssl passwd -6).", size(max(budget.RoundDown(p.share(0.25)/logins), budget.MiB))))
		}
	},
}

// loginsAtOnce is how many passwords may be checked at the same time: one in
// twenty of the IMAP connections that are admitted, as many as clients come
// back with after a restart, and no more than the 512 threads for it.
func (p *Pass) loginsAtOnce() uint64 {
	var conns uint64
	for _, l := range p.Listeners() {
		if l.Protocol == "imap" {
			conns += p.number(8192, l.Key("max-connections"), "server.max-connections").N
		}
	}
	return min(512, max(32, conns/20))
}
