package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// BlobInSQL says that message bodies go into a SQL database.
var BlobInSQL = &Rule{
	Code:     "SC4101",
	Name:     "storage/blob-in-sql",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Message bodies in SQL or SQLite",
	Cites:    []Cite{{"0.15.5", "crates/store/src/dispatch/blob.rs:16"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("storage.blob")
		if !ok {
			return
		}
		if t := p.typeOf("store", x.Value); t == "postgresql" || t == "mysql" || t == "sqlite" {
			p.Report(p.Setting(x, "Messages are kept in the %s store %s: the database grows with every message and its backup with it", t, x.Value).
				WithDetail("Fine for small sites; larger ones keep messages in a store of type fs or s3."))
		}
	},
}
