package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// StoreConnectionURL reports a connection URL for a database that is configured by parts.
var StoreConnectionURL = &Rule{
	Code:     "SC2023",
	Name:     "schema/store-connection-url",
	Severity: diag.Error,
	Summary:  "Store is given a connection URL",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/postgres/main.rs"}, {"0.15.5", "crates/store/src/backend/mysql/main.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if t := p.typeOf("store", id); t != "postgresql" && t != "mysql" {
				continue
			}
			for _, name := range []string{"url", "urls", "uri", "dsn", "connection-string"} {
				if list := p.Set.List("store." + id + "." + name); len(list) > 0 {
					p.Report(p.Key(list[0], "store.%s.%s is not read: a %s store takes its parts", id, name, p.typeOf("store", id)).
						WithDetail("Write host, port, database, user and password in [store.%s].", id))
				}
			}
		}
	},
}
