package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
)

// MixedVersions reports nodes that run different releases on one data store.
var MixedVersions = &Rule{
	Code:     "SC9002",
	Name:     "cluster/mixed-versions",
	Severity: diag.Error,
	Summary:  "Files target different versions",
	Needs:    NeedNodes,
	Cites:    []Cite{{"0.15.5", "UPGRADING/v0_15.md"}},
	CheckNodes: func(ps []*Pass) {
		if len(ps) < 2 {
			return
		}
		newest := ps[0]
		for _, p := range ps[1:] {
			if newest.Target.Before(p.Target) {
				newest = p
			}
		}
		for _, p := range ps {
			if sameLine(p, newest) {
				continue
			}
			span, why := p.targetPlace()
			there, _ := newest.targetPlace()
			f := diag.At(span, "This file is for Stalwart %s%s, %s for %s: releases keep different data in one store, and an old node that runs beside a new one may damage what the new one has migrated", p.Target, why, newest.File.Name, newest.Target)
			p.Report(elsewhere(f, newest, there, "for Stalwart %s", newest.Target).
				WithDetail("Stop all nodes before an upgrade, and start them with the same release. If the release was guessed wrong, say it with --target or `# stalcfg: target=%d.%d`.", newest.Target.Major, newest.Target.Minor))
		}
	},
}

// sameLine reports whether two files are for releases that share their data.
func sameLine(p, q *Pass) bool {
	return p.Target.Major == q.Target.Major && p.Target.Minor == q.Target.Minor
}

// targetPlace is where a file says what release it is for: a comment, or the
// first setting that only an older one reads.
func (p *Pass) targetPlace() (span source.Span, why string) {
	for _, d := range p.Directives {
		if strings.HasPrefix(d.Text, "target=") {
			return d.Span, ""
		}
	}
	for _, r := range p.Guess.Reasons {
		if x, ok := p.Set.Lookup(r.Key); ok {
			return x.KeySpan, " as " + x.Key + " tells"
		}
	}
	return source.Span{}, ""
}
