package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

const (
	cacheShareName = "resource/mem-cache-share"
	cacheShare     = 0.35
)

// CacheShare compares all caches with the memory of the host.
var CacheShare = &Rule{
	Code:     "SC6036",
	Name:     cacheShareName,
	Aliases:  []string{"resource/cache-growth"},
	Severity: diag.Warning,
	Summary:  "Cache total is outside a sensible share of RAM",
	Fix:      UnsafeFix,
	Since:    "0.12",
	Needs:    NeedHost,
	Options:  []Option{{"share", "part of the host's memory that all caches together may grow to", cacheShare, 0.01, 1}},
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/inner.rs:83"}},
	Check: func(p *Pass) {
		if !p.Host.RAM.Known() || !p.complete() {
			return
		}
		l := p.Ledger()
		sum, limit := l.SureCaches(), p.share(p.Option("share"))
		if sum <= limit {
			return
		}
		r := l.Largest(budget.Caches)
		f := p.Whole("The caches may grow to %s, %s of the host's %s", size(sum), percent(sum, p.ram()), size(p.ram()))
		if !r.Span.Empty() {
			f = diag.At(r.Span, "%s", f.Message)
		}
		if l.Sum(budget.Caches).Low > max(limit, p.share(0.50)) {
			f = f.WithSeverity(diag.Error)
		}
		f = f.On(r.Key)
		const weights = "Sizes are weights: DNS entries take 2.5 times theirs, and accounts grow by a quarter."
		changes := p.smallerCaches(l)
		if len(changes) == 0 {
			p.Report(f.WithDetail("%s Lower the largest, or use a larger host.", weights))
			return
		}
		p.Report(p.proposing(f.WithDetail("%s Set %s.", weights, written(changes)), changes...))
	},
}

// cacheRoom is the largest size of the message cache with which all caches keep
// to their share of the host and it keeps to its own.
func (p *Pass) cacheRoom() uint64 {
	if !p.Host.RAM.Known() {
		return p.ram()
	}
	room := p.share(budget.ShareCache)
	for i := range p.Ledger().Rows {
		r := &p.Ledger().Rows[i]
		if r.Name == "cache message" && r.Source != budget.Macro {
			others := p.Ledger().SureCaches() - r.Worst
			limit := p.cacheLimit()
			room = min(room, times(limit-min(limit, others), 1/r.Each))
		}
	}
	return budget.RoundDown(room)
}

func (p *Pass) cacheLimit() uint64 {
	if v, ok := p.Options[cacheShareName]["share"]; ok {
		return p.share(v)
	}
	return p.share(cacheShare)
}

// smallerCaches are the changes after which the caches keep to their share: a
// smaller message cache, or all of them in proportion where that is not enough.
func (p *Pass) smallerCaches(l *budget.Ledger) []change {
	n := p.number(52428800, "cache.message.size")
	if room := p.cacheRoom(); n.OK && room < n.N && room >= 8*budget.MiB {
		return p.messageCache()
	}
	var out []change
	part := float64(p.cacheLimit()) / float64(max(l.SureCaches(), 1))
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Group == budget.Caches && r.Source != budget.Macro && r.Amount > 0 {
			out = append(out, to(r.Key, budget.RoundDown(times(r.Amount, part))))
		}
	}
	return out
}
