package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ContainerLimit compares the memory limit of the unit or container with what the configuration needs.
var ContainerLimit = &Rule{
	Code:     "SC6076",
	Name:     "resource/mem-container-limit",
	Severity: diag.Error,
	Summary:  "Container or unit memory limit is below the computed need",
	Facts:    []string{"memory-limit"},
	Cites:    []Cite{{"0.15.5", "resources/systemd/stalwart-mail.service:7"}, {"0.15.5", "crates/common/src/config/inner.rs:83"}},
	Check: func(p *Pass) {
		limit := p.Host.MemoryLimit
		if !p.complete() || !limit.Known() || limit.Value == 0 {
			return
		}
		need := p.need()
		// A need above the host's memory is the matter of the budget.
		if need <= limit.Value || p.Host.RAM.Known() && (limit.Value >= p.ram() || need > p.share(0.85)) {
			return
		}
		p.Report(p.Whole("The configuration needs about %s, the limit of its unit or container is %s (%s): the kernel kills the server when it gets there", size(need), size(limit.Value), limit.Origin).
			On("host.memory-limit").
			WithDetail("It is made of %s; `stalcfg budget` shows every item. Raise the limit to %s, a third above the need, or lower the largest items.", groupsText(p.Ledger()), size(roundUp(times(need, 1.3)))))
	},
}

// need is the memory with everything at rest, or with all work in flight if
// that is more.
func (p *Pass) need() uint64 {
	l := p.Ledger()
	return max(l.Total().Rest, restAndPeaks(l))
}

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
		if need <= p.share(0.75) || need > p.share(0.85) { // above that the budget speaks
			return
		}
		p.Report(p.Whole("The server has no memory limit and needs about %s of the host's %s: what goes beyond, an import or a flood, makes the kernel end other processes, too", size(need), size(p.ram())).
			On("host.memory-limit").
			WithDetail("Set MemoryHigh=%dM and MemoryMax=%dM in the unit (mem_limit of a container), or lower the largest items that `stalcfg budget` shows.", p.share(0.90)>>20, p.share(0.95)>>20))
	},
}
