package lint

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/rules"
)

// Omitted is how many findings of one rule were counted and not kept.
type Omitted struct {
	Code, Name string
	Count      Count
}

// Total is the number of findings of every severity.
func (c Count) Total() int { return c.Error + c.Warning + c.Info }

// add counts one finding.
func (c *Count) add(s diag.Severity) {
	switch s {
	case diag.Error:
		c.Error++
	case diag.Warning:
		c.Warning++
	default:
		c.Info++
	}
}

// limit is the number of findings of a rule that are kept of a file, 0 for all.
// Where comments or a baseline hide some, it is not known before the end which
// ones will be seen, and all are kept.
func (l *Linter) limit(r *Result) int {
	if l.opts.MaxFindings <= 0 || l.opts.Baseline != nil {
		return 0
	}
	for i := range r.directives {
		if strings.HasPrefix(strings.TrimSpace(r.directives[i].Text), "ignore") && !l.opts.IgnoreSuppressions {
			return 0
		}
	}
	return l.opts.MaxFindings
}

// A tally counts the findings of one rule in one file.
type tally struct {
	rule    *rules.Rule
	chosen  *chosen
	kept    int
	omitted Count
}

// collect stamps findings with their rule and this run's severity, and keeps as
// many of each rule as the limit says. Of a rule that does not run, nothing is
// kept.
func (r *Result) collect(l *Linter) func(*rules.Rule, diag.Finding) {
	limit := l.limit(r)
	tallies := make([]tally, 0, 8) // of the rules that spoke: few
	return func(rule *rules.Rule, f diag.Finding) {
		at := slices.IndexFunc(tallies, func(t tally) bool { return t.rule == rule })
		if at < 0 {
			at = len(tallies)
			tallies = append(tallies, tally{rule: rule, chosen: l.running(rule, r)})
		}
		t := &tallies[at]
		if t.chosen == nil {
			return
		}
		if t.chosen.severity != 0 {
			f.Severity = t.chosen.severity
		}
		if limit > 0 && t.kept == limit {
			r.omit(rule, t, f.Severity)
			return
		}
		t.kept++
		f.Code, f.Name = rule.Code, rule.Name
		if r.Findings == nil {
			r.Findings = make([]diag.Finding, 0, 8)
		}
		r.Findings = append(r.Findings, f)
	}
}

// running gives the choice of a rule if it speaks about the file.
func (l *Linter) running(rule *rules.Rule, r *Result) *chosen {
	if c := r.speaking; c != nil && c.rule == rule {
		return c
	}
	for i := range l.chosen {
		if c := &l.chosen[i]; c.rule == rule && l.applies(c, r.Target, &r.Host) {
			return c
		}
	}
	return nil
}

// omit counts a finding that is not kept.
func (r *Result) omit(rule *rules.Rule, t *tally, s diag.Severity) {
	if t.omitted == (Count{}) {
		r.Omitted = append(r.Omitted, Omitted{Code: rule.Code, Name: rule.Name})
	}
	t.omitted.add(s)
	i := slices.IndexFunc(r.Omitted, func(o Omitted) bool { return o.Code == rule.Code && o.Name == rule.Name })
	r.Omitted[i].Count = t.omitted
}
