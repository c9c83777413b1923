package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// PoolZero reports pools that may hold no connection at all.
var PoolZero = &Rule{
	Code:     "SC6086",
	Name:     "resource/pool-zero",
	Severity: diag.Error,
	Summary:  "Pool of zero connections",
	Since:    "0.7",
	Cites: []Cite{{"0.15.5", "crates/store/src/backend/postgres/main.rs:47"}, {"0.15.5", "crates/store/src/backend/sqlite/main.rs:18"},
		{"0.15.5", "crates/store/src/backend/redis/mod.rs:157"}, {"0.15.5", "crates/directory/src/core/config.rs:120"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			switch p.typeOf("store", id) {
			case "postgresql":
				p.poolOfZero("store."+id, "who needs a connection waits for ever, the server itself at its start")
			case "sqlite":
				p.poolOfZero("store."+id, "the server crashes at its start")
			case "redis":
				p.poolOfZero("store."+id, "each access waits for a connection until it fails")
			}
		}
		for _, id := range p.Set.IDs("directory", "type") {
			switch p.typeOf("directory", id) {
			case "ldap", "imap", "smtp", "lmtp":
				p.poolOfZero("directory."+id, "each login waits for a connection until it fails")
			}
		}
	},
}

func (p *Pass) poolOfZero(object, harm string) {
	if n := p.number(1, object+".pool.max-connections"); n.At != nil && n.OK && n.N == 0 {
		p.Report(p.Setting(n.At, "%s = 0: %s", n.Key, harm).
			WithDetail("Write the number of connections, as 10, or remove the line for the default. Zero means the default for MySQL only."))
	}
}
