package lint

import (
	"slices"

	"github.com/stalcfg/stalcfg/internal/baseline"
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/suppress"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// Options say how a file is linted.
type Options struct {
	Selection
	Target       schema.Version // zero: told from the file, else the newest TOML line
	TargetOrigin string         // where Target comes from, for people: "--target"
	Machine      rules.Machine  // nil: rules that need the machine stay silent
	Host         host.Facts     // declared by flags or environment; a directive in the file fills the rest
	Workload     *budget.Workload

	// Fallback says what to take when neither the fields above nor the file
	// itself do: what .stalcfg.toml declares, what the machine has.
	Fallback Fallback

	// TitlesOnly spares the edits of mends: reports for people print only what a
	// mend would do.
	TitlesOnly bool

	Suppress           suppress.Options
	MaxFindings        int                           // findings of each rule that are kept of a file, the others are counted; 0: all
	IgnoreSuppressions bool                          // act as if no comment suppressed anything
	Baseline           *baseline.Baseline            // known findings to hide, or nil
	Custom             []*rules.Rule                 // rules of the project, besides those of stalcfg
	RuleOptions        map[string]map[string]float64 // what the project set for rules, by name of rule and option
}

// Fallback is what stands behind the directives of a file.
type Fallback struct {
	Target       schema.Version
	TargetOrigin string
	Host         host.Facts
}

// Result is all there is to say about one file.
type Result struct {
	File         *source.File
	Doc          *dialect.Document
	Set          *settings.Set
	Target       schema.Version
	TargetOrigin string
	Guess        history.Guess // what an older target was told from; zero otherwise
	Host         host.Facts    // what was used, with where each fact comes from
	Findings     []diag.Finding
	Omitted      []Omitted         // of rules with more findings than were to be kept
	Suppressed   []suppress.Hidden // findings that comments of the file hide
	Baselined    []diag.Finding    // findings that the baseline hides
	Stale        []baseline.Entry  // of the baseline, for findings that are no more
	WaitForHost  int               // rules that did not run because no host is known
	FailOn       diag.Severity     // gravity from which a finding fails the run, for reports that say so; set by the caller, zero counts as Error
	directives   []rules.Directive
	speaking     *chosen        // the rule that has its say
	node         bool           // linted together with the other nodes of its cluster
	declared     schema.Version // what a directive of the file names, zero without one
}

// Count is the number of findings of each severity.
type Count struct{ Error, Warning, Info int }

// Linter runs a fixed set of rules over any number of files. It is safe for
// concurrent use.
type Linter struct {
	opts   Options
	chosen []chosen
}

// New prepares a linter.
func New(o Options) *Linter {
	return &Linter{opts: o, chosen: o.Selection.compile(o.Custom)}
}

// Lint reads and checks one file.
func (l *Linter) Lint(f *source.File) *Result {
	r := l.read(f)
	p := l.pass(r)
	l.runAll(p, r)
	l.finish(p, r)
	p.Release()
	return r
}

func (l *Linter) pass(r *Result) *rules.Pass {
	p := rules.NewPass(r.Doc, r.Set, r.Target, r.collect(l))
	p.Machine, p.Guess, p.Host, p.Workload = l.opts.Machine, r.Guess, r.Host, l.opts.Workload
	p.Directives, p.Options, p.TitlesOnly = r.directives, l.opts.RuleOptions, l.opts.TitlesOnly
	return p
}

func (l *Linter) runAll(p *rules.Pass, r *Result) {
	for i := range l.chosen {
		if c := &l.chosen[i]; c.rule.Check != nil && l.applies(c, r.Target, &r.Host) {
			r.speaking = c
			p.Run(c.rule)
		}
	}
	r.speaking = nil
}

func (l *Linter) read(f *source.File) *Result {
	r := &Result{File: f, Target: l.opts.Target, TargetOrigin: l.opts.TargetOrigin, Host: l.opts.Host}
	r.parse()
	r.readDirectives()
	r.Host = r.Host.Or(l.opts.Fallback.Host)
	if r.Target.IsZero() {
		r.Target, r.TargetOrigin = l.opts.Fallback.Target, l.opts.Fallback.TargetOrigin
	}
	if r.Target.IsZero() {
		r.Target, r.TargetOrigin, r.Guess = guessTarget(r.Set)
	}
	if r.Target.Generation() != r.Doc.Generation {
		r.parse()
	}
	if !r.Host.Known() {
		r.WaitForHost = l.HostRules()
	}
	return r
}

// parse reads the file as the target does.
func (r *Result) parse() {
	r.Doc = dialect.Parse(r.File, r.Target.Generation())
	r.Set = settings.FromDocument(r.Doc)
}

// applies reports whether the rule speaks about the target and has what it
// needs.
func (l *Linter) applies(c *chosen, target schema.Version, facts *host.Facts) bool {
	switch {
	case c.rule.Needs&rules.NeedHost != 0 && !facts.Known(),
		c.rule.Needs&rules.NeedMachine != 0 && l.opts.Machine == nil,
		!c.since.IsZero() && target.Before(c.since),
		!c.until.IsZero() && c.until.Before(target):
		return false
	}
	return true
}

// Count counts the findings of a result, those that were not kept included.
func (r *Result) Count() Count {
	var c Count
	for i := range r.Findings {
		c.add(r.Findings[i].Severity)
	}
	for _, o := range r.Omitted {
		c.Error += o.Count.Error
		c.Warning += o.Count.Warning
		c.Info += o.Count.Info
	}
	return c
}

// Worst is the gravest severity found, zero when there is none.
func (r *Result) Worst() diag.Severity {
	switch c := r.Count(); {
	case c.Error > 0:
		return diag.Error
	case c.Warning > 0:
		return diag.Warning
	case c.Info > 0:
		return diag.Info
	}
	return 0
}

// Rules gives the rules that would run, in order.
func (l *Linter) Rules() []*rules.Rule {
	out := make([]*rules.Rule, len(l.chosen))
	for i, c := range l.chosen {
		out[i] = c.rule
	}
	return slices.Clip(out)
}

// HostJSON is the host facts that were used, for the JSON report; nil when no
// host is known.
func (r *Result) HostJSON() any {
	out := map[string]any{}
	for _, name := range host.Names {
		if f := r.Host.Fact(name); f.Known() {
			out[name] = map[string]any{"value": f.Value, "origin": f.Origin}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// HostRules is how many of the rules that would run need a host.
func (l *Linter) HostRules() int {
	n := 0
	for _, c := range l.chosen {
		if c.rule.Needs&rules.NeedHost != 0 {
			n++
		}
	}
	return n
}
