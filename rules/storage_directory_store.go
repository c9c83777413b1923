package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// DirectoryStore reports SQL directories whose store cannot answer.
var DirectoryStore = &Rule{
	Code:     "SC4114",
	Name:     "storage/directory-store",
	Severity: diag.Error,
	Summary:  "SQL directory on a store that is not SQL",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/directory/src/backend/sql/config.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("directory", "type") {
			x, ok := p.Set.Lookup("directory." + id + ".store")
			if p.typeOf("directory", id) != "sql" || !ok || x.HasMacro() {
				continue
			}
			switch t := p.typeOf("store", x.Value); t {
			case "", "postgresql", "mysql", "sqlite", "sql-read-replica":
			default:
				p.Report(p.Setting(x, "directory.%s reads users by SQL, but store.%s is of type %s: the server logs an error and drops the directory", id, x.Value, t).
					WithDetail("Name a store of type postgresql, mysql or sqlite."))
				continue
			}
			if p.typeOf("store", x.Value) != "" && !p.Set.Has("store."+x.Value+".query.name") {
				p.Report(p.Setting(x, "directory.%s reads users by SQL, but store.%s has no query.name: nobody is found", id, x.Value).
					WithDetail("Set store.%s.query.name and the other queries.", x.Value))
			}
		}
	},
}
