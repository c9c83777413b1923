package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// RocksDBSmallHost says what RocksDB needs on a host with little memory.
var RocksDBSmallHost = &Rule{
	Code:     "SC6040",
	Name:     "resource/mem-rocksdb-on-small-host",
	Severity: diag.Warning,
	Summary:  "RocksDB on a host with little memory",
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}},
	Check: func(p *Pass) {
		if !p.Host.RAM.Known() || p.Host.RAM.Value >= budget.GiB*3/2 {
			return
		}
		for _, id := range p.Set.IDs("store", "type") {
			if p.typeOf("store", id) != "rocksdb" {
				continue
			}
			x, _ := p.Set.Lookup("store." + id + ".type")
			keeps := ""
			if r, ok := p.Ledger().Find("store " + id); ok {
				keeps = ", about " + size(r.Rest) + " after some weeks"
			}
			p.Report(p.Setting(x, "store.%s is RocksDB on a host with %s: each of 27 column families keeps up to 128 MiB of written data%s, whatever is set", id, budget.Bytes(p.ram()), keeps).
				WithDetail("Use type sqlite on such a host, before there is mail in the store; or add memory; or keep swap and restart the server from time to time."))
		}
	},
}
