package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
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
		if need <= limit.Value || p.Host.RAM.Known() && (limit.Value >= p.ram() || need > p.share(p.budgetShare())) {
			return
		}
		what := "with messages in flight"
		if p.Ledger().Total().Rest == need {
			what = "at rest"
		}
		groups := p.Ledger().Groups()
		p.Report(p.Whole("The configuration needs about %s %s, the limit of its unit or container is %s (%s): the kernel kills the server when it gets there", size(need), what, size(limit.Value), limit.Origin).
			On("host.memory-limit").
			WithDetail("It is made of %s; `stalcfg budget` shows every item. Raise the limit to %s, a third above the need, or lower the largest items.", groupsText(groups[:]), size(budget.RoundUp(times(need, 1.3)))))
	},
}

// need is the memory with everything at rest, or with all work in flight if
// that is more.
func (p *Pass) need() uint64 {
	l := p.Ledger()
	return max(l.Total().Rest, restAndPeaks(l))
}

// budgetShare is the part of the host's memory above which the rule about the
// whole budget speaks.
func (p *Pass) budgetShare() float64 {
	if v, ok := p.Options["resource/mem-budget-exceeded"]["share"]; ok {
		return v
	}
	return 0.85
}
