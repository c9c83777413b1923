package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// TokioSingleWorker says how to keep a small server responsive with an embedded store.
var TokioSingleWorker = &Rule{
	Code:     "SC6067",
	Name:     "resource/tokio-single-worker",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "One or two async workers with an embedded store",
	Since:    "0.7",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/main/src/main.rs:29"}, {"0.15.5", "crates/store/src/backend/rocksdb/main.rs:138"}},
	Check: func(p *Pass) {
		data, ok := p.Set.Lookup("storage.data")
		t := ""
		if ok {
			t = p.typeOf("store", data.Value)
		}
		where, few := p.fewWorkers()
		if !few || t != "rocksdb" && t != "sqlite" {
			return
		}
		p.Report(p.Setting(data, "The data store %s is of type %s, on %s: a slow scan of the store blocks an async worker, and there are no others to answer clients", data.Value, t, where).
			WithSeverity(diag.Info).
			WithDetail("Start the server with TOKIO_WORKER_THREADS=4 in its environment, and declare it with --workers 4."))
	},
}

// fewWorkers reports whether one blocked worker stops the server: there is one, or
// nobody chose a number and there are one or two cores.
func (p *Pass) fewWorkers() (where string, few bool) {
	if w := p.Host.Workers; w.Known() {
		return plural(int(w.Value), "async worker"), w.Value == 1
	}
	cores := p.Host.Cores
	return plural(int(cores.Value), "core"), cores.Known() && cores.Value <= 2 && !p.environment("TOKIO_WORKER_THREADS")
}
