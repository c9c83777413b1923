package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// RocksDBWriteBuffer says that the write buffer of RocksDB cannot be set.
var RocksDBWriteBuffer = &Rule{
	Code:     "SC6041",
	Name:     "resource/mem-rocksdb-write-buffer-noop",
	Severity: diag.Info,
	Summary:  "write-buffer-size has no effect",
	Fix:      UnsafeFix,
	Since:    "0.5",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if x, ok := p.Set.Lookup("store." + id + ".write-buffer-size"); ok && p.typeOf("store", id) == "rocksdb" {
				p.Report(p.removing(p.Setting(x, "%s has no effect: the server sets it for the database as a whole, but its column families are opened with their defaults", x.Key).
					WithDetail("Remove it; it works from 0.16.18 on."), x.Key))
			}
		}
	},
}
