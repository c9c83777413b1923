package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// AllocatorSmallHost says how to keep the memory of RocksDB together on a small host.
var AllocatorSmallHost = &Rule{
	Code:     "SC6004",
	Name:     "resource/allocator-small-host",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Allocator left untuned on a small host",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/main/src/main.rs:22"}},
	Check: func(p *Pass) {
		data, _ := p.Set.Value("storage.data")
		if p.ram() > 2*budget.GiB || p.typeOf("store", data) != "rocksdb" || p.environment("MALLOC_ARENA_MAX") {
			return
		}
		x, _ := p.Set.Lookup("storage.data")
		p.Report(p.Setting(x, "RocksDB on a host with %s: its allocator keeps freed memory, up to twice what is in use", size(p.ram())).
			WithDetail("Start the server with MALLOC_ARENA_MAX=2 and _RJEM_MALLOC_CONF=background_thread:true,dirty_decay_ms:5000."))
	},
}
