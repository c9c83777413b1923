package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// SQLiteScale reports SQLite for more users than one writer serves.
var SQLiteScale = &Rule{
	Code:     "SC6059",
	Name:     "resource/sqlite-scale",
	Severity: diag.Warning,
	Summary:  "SQLite for a large installation",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/sqlite/write.rs:28"}},
	Options:  []Option{{"users", "users that SQLite may serve", 100, 1, 1e6}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("storage.data")
		if ok && p.Workload != nil && float64(p.Workload.Users) > p.Option("users") && p.typeOf("store", x.Value) == "sqlite" {
			p.Report(p.Setting(x, "storage.data = %q is SQLite for %d users: one write at a time for all of them", x.Value, p.Workload.Users).
				WithDetail("Use RocksDB on one node, or PostgreSQL."))
		}
	},
}
