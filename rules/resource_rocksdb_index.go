package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// RocksDBIndex compares the index of a large RocksDB store with the memory of the host.
var RocksDBIndex = &Rule{
	Code:     "SC6060",
	Name:     "resource/store-rocksdb-index",
	Severity: diag.Warning,
	Summary:  "RocksDB index blocks need unbounded heap",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}},
	Check: func(p *Pass) {
		if p.Workload == nil || !p.Host.RAM.Known() {
			return
		}
		sst := p.Workload.Users * p.Workload.MailboxMessages * 12 << 10
		index := uint64(float64(sst) * 0.015)
		x, ok := p.Set.Lookup("storage.data")
		if ok && p.typeOf("store", x.Value) == "rocksdb" && index > p.share(0.25) {
			p.Report(p.Setting(x, "storage.data = %q is RocksDB for %d users with %d messages each: the index of about %s of tables alone takes %s of memory, outside every cache limit", x.Value, p.Workload.Users, p.Workload.MailboxMessages, size(sst), size(index)).
				WithDetail("Use PostgreSQL or FoundationDB, or spread the users over several servers."))
		}
	},
}
