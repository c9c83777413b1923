package rules

import (
	"strconv"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// CacheShare compares all caches with the memory of the host.
var CacheShare = &Rule{
	Code:     "SC6036",
	Name:     "resource/mem-cache-share",
	Aliases:  []string{"resource/cache-growth"},
	Severity: diag.Warning,
	Summary:  "Cache total is outside a sensible share of RAM",
	Since:    "0.12",
	Needs:    NeedHost,
	Options:  []Option{{"share", "part of the host's memory that all caches together may grow to", 0.35, 0.01, 1}},
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/inner.rs:83"}},
	Check: func(p *Pass) {
		if !p.Host.RAM.Known() || !p.complete() {
			return
		}
		l := p.Ledger()
		sum, limit := l.Sum(budget.Caches), p.share(p.Option("share"))
		if sum.Worst <= limit {
			return
		}
		r := l.Largest(budget.Caches)
		f := p.Whole("The caches may grow to %s, %s of the host's %s", size(sum.Worst), percent(sum.Worst, p.ram()), size(p.ram()))
		if !r.Span.Empty() {
			f = diag.At(r.Span, "%s", f.Message)
		}
		if sum.Worst > max(limit, p.share(0.50)) {
			f = f.WithSeverity(diag.Error)
		}
		others := sum.Worst - r.Worst
		detail := "Sizes are weights: DNS entries take 2.5 times theirs, accounts grow by a quarter."
		if limit > others {
			detail += " Set " + r.Key + " = " + strconv.FormatUint(roundDown(times(limit-others, 0.8)), 10) + "."
		}
		p.Report(f.On(r.Key).WithDetail("%s", detail))
	},
}
