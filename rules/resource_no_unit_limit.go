package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// NoUnitLimit proposes a memory limit where a server that grows takes its host down.
var NoUnitLimit = &Rule{
	Code:     "SC6077",
	Name:     "resource/mem-no-unit-limit",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "No memory limit on the service",
	Needs:    NeedHost,
	Facts:    []string{"memory-limit"},
	Cites:    []Cite{{"0.15.5", "resources/systemd/stalwart-mail.service:7"}},
	Check: func(p *Pass) {
		limit := p.Host.MemoryLimit
		if !p.complete() || !limit.Known() || limit.Value != 0 || !p.Host.RAM.Known() {
			return
		}
		need := p.need()
		if need <= p.share(0.75) || need > p.share(p.budgetShare()) { // above that the budget speaks
			return
		}
		p.Report(p.Whole("The server has no memory limit and needs about %s of the host's %s: what goes beyond, an import or a flood, makes the kernel end other processes, too", size(need), size(p.ram())).
			On("host.memory-limit").
			WithDetail("Set MemoryHigh=%dM and MemoryMax=%dM in the unit (mem_limit of a container), or lower the largest items that `stalcfg budget` shows.", p.share(0.90)>>20, p.share(0.95)>>20))
	},
}
