package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// FTSBatchRAM compares one batch of the full-text index with the memory of the host.
var FTSBatchRAM = &Rule{
	Code:     "SC6070",
	Name:     "resource/fts-batch-ram",
	Severity: diag.Info,
	Summary:  "Index batch too large",
	Since:    "0.15",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/services/src/task_manager/mod.rs:112"}, {"0.15.5", "crates/services/src/task_manager/index.rs:195"}},
	Check: func(p *Pass) {
		n := p.number(100, "storage.search-index.batch-size")
		each := p.load().MessageSize
		limit := p.share(0.10)
		if n.At == nil || !n.OK || times(n.N, float64(each)) <= limit {
			return
		}
		p.Report(p.Setting(n.At, "%s: the text of a whole batch stays in memory until it is indexed, with messages of %s up to %s; a tenth of the host's memory is %s", n.is(), size(each), size(times(n.N, float64(each))), size(limit)).
			WithDetail("Set storage.search-index.batch-size = %d, or remove it for 100.", max(min(budget.RoundDown(limit/max(each, 1)), n.N), 1)))
	},
}
