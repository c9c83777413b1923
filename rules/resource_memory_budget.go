package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/host"
)

const (
	memoryBudgetName = "resource/mem-budget-exceeded"
	memoryShare      = 0.85
)

// MemoryBudget compares what the whole configuration needs with the memory of the host.
var MemoryBudget = &Rule{
	Code:     "SC6001",
	Name:     memoryBudgetName,
	Aliases:  []string{"resource/memory-budget"},
	Severity: diag.Error,
	Summary:  "Worst-case memory is above the host or container limit",
	Fix:      UnsafeFix,
	Needs:    NeedHost,
	Options:  []Option{{"share", "part of the host's memory that the configuration may need", memoryShare, 0.1, 1}},
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/inner.rs:83"}},
	Check: func(p *Pass) {
		if !p.complete() || !p.Host.RAM.Known() {
			return
		}
		l := p.Ledger()
		need, sure := l.Need()
		limit := p.share(p.Option("share"))
		if need <= limit {
			return
		}
		end := "that leaves little for spikes and the cache of files"
		if need > p.ram() {
			end = "it gets killed when memory runs out"
		}
		f := p.Whole("With all work in flight the server needs about %s, the host has %s: %s", budget.Bytes(need), budget.Bytes(p.ram()), end)
		if sure <= limit || need <= p.ram()+p.Host.Swap.Value {
			f = f.WithSeverity(diag.Warning)
		}
		groups := l.Groups()
		for _, g := range [...]budget.Group{budget.Store, budget.Caches, budget.Peak} {
			for i := range groups {
				if r := groups[i].Largest; groups[i].Group == g && r != nil && !r.Span.Empty() {
					f = f.WithRelated(r.Span, "%s: %s at rest, %s at worst", r.Name, budget.Bytes(r.Rest), budget.Bytes(r.Worst))
				}
			}
		}
		p.Report(p.memoryAdvice(f.On("host.ram"), groups[:]))
	},
}

// memoryAdvice says what fits: smaller messages, another store, or more memory.
func (p *Pass) memoryAdvice(f diag.Finding, groups []budget.GroupSum) diag.Finding {
	parts := groupsText(groups) + " (`stalcfg budget` shows every item)"
	fit := p.Fit()
	if !fit.Fits {
		advice := "Give the server " + size(fit.RAM)
		if need, _ := p.Ledger().Need(); fit.RAM < need {
			advice += ", which is enough with smaller message sizes"
		}
		if fit.Exchange {
			advice += ", or use SQLite instead of RocksDB, whose memory no setting bounds"
		}
		return f.WithDetail("%s. %s.", parts, advice)
	}
	var changes []change
	for _, c := range [...]struct {
		key  string
		def  uint64
		want uint64
	}{{"session.data.limits.size", 104857600, fit.Message}, {"imap.request.max-size", 52428800, fit.IMAPRequest}, {"jmap.protocol.upload.max-size", 50_000_000, fit.Upload}} {
		if n := p.number(c.def, c.key); n.OK && (n.N > c.want || n.N == 0) {
			changes = append(changes, to(c.key, c.want))
		}
	}
	if len(changes) == 0 {
		return f.WithDetail("%s. Give the server %s.", parts, size(fit.RAM))
	}
	return p.proposing(f.WithDetail("%s. Set %s.", parts, written(changes)), changes...)
}

// restAndPeaks is the memory with everything at rest and all work in flight.
func restAndPeaks(l *budget.Ledger) uint64 {
	need, _ := l.Need()
	return need
}

// groupsText lists the parts of the budget: "base 84.6 MiB, connections 2 MiB, …".
func groupsText(groups []budget.GroupSum) string {
	var buf [160]byte
	b := buf[:0]
	for i, g := range groups {
		if i > 0 {
			b = append(b, ", "...)
		}
		bytes := g.Rest
		if g.Group == budget.Peak {
			bytes = g.Worst
		}
		b = host.AppendSize(append(append(b, g.Group...), ' '), bytes)
	}
	return string(b)
}
