package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ThreadPoolInert says that the number of threads cannot be set in the file.
var ThreadPoolInert = &Rule{
	Code:     "SC6063",
	Name:     "resource/thread-pool-inert",
	Severity: diag.Warning,
	Summary:  "global.thread-pool does nothing",
	Fix:      UnsafeFix,
	Since:    "0.9",
	Cites:    []Cite{{"0.15.5", "crates/main/src/main.rs:29"}},
	Check: func(p *Pass) {
		if x, ok := p.Set.Lookup("global.thread-pool"); ok {
			p.Report(p.removing(p.Key(x, "global.thread-pool does nothing: the server starts one async worker per core, whatever it says").
				WithDetail("Remove it; the environment variable TOKIO_WORKER_THREADS sets the number of workers."), x.Key))
		}
	},
}
