package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// MemoryBudget compares what the whole configuration needs with the memory of the host.
var MemoryBudget = &Rule{
	Code:     "SC6001",
	Name:     "resource/mem-budget-exceeded",
	Aliases:  []string{"resource/memory-budget"},
	Severity: diag.Error,
	Summary:  "Worst-case memory is above the host or container limit",
	Needs:    NeedHost,
	Options:  []Option{{"share", "part of the host's memory that the configuration may need", 0.85, 0.1, 1}},
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/inner.rs:83"}},
	Check: func(p *Pass) {
		if !p.complete() || !p.Host.RAM.Known() {
			return
		}
		l := p.Ledger()
		total := l.Total()
		rest, peak := total.Rest, restAndPeaks(l)
		limit := p.share(p.Option("share"))
		if rest <= limit && peak <= limit {
			return
		}
		what, n := "with messages in flight", peak
		if rest > limit {
			what, n = "at rest", rest
		}
		f := p.Whole("The configuration needs about %s %s, the host has %s: the server gets killed when memory runs out", size(n), what, size(p.ram()))
		for _, g := range []budget.Group{budget.Store, budget.Caches, budget.Peak, budget.Connections} {
			if r := l.Largest(g); r != nil && !r.Span.Empty() {
				f = f.WithRelated(r.Span, "%s: %s at rest, %s at worst (%s)", r.Name, size(r.Rest), size(r.Worst), r.Formula)
			}
		}
		p.Report(f.On("host.ram").WithDetail("It is made of %s; `stalcfg budget` shows every item. Lower the largest ones, or give the server %s.",
			groupsText(l), size(roundUp(times(n, 1/p.Option("share"))))))
	},
}

// restAndPeaks is the memory with everything at rest and all work in flight.
func restAndPeaks(l *budget.Ledger) uint64 {
	t, peak := l.Total(), l.Sum(budget.Peak)
	return t.Rest - peak.Rest + peak.Worst
}

// groupsText lists the parts of the budget.
func groupsText(l *budget.Ledger) string {
	var out []string
	for _, g := range budget.Groups() {
		if s := l.Sum(g); g == budget.Peak {
			out = append(out, string(g)+" "+size(s.Worst))
		} else {
			out = append(out, string(g)+" "+size(s.Rest))
		}
	}
	return strings.Join(out, ", ")
}
