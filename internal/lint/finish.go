package lint

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/suppress"
	"github.com/stalcfg/stalcfg/rules"
)

// finish orders what the rules found and takes out what comments and the
// baseline hide. Fingerprints are given before that, so that they do not
// depend on it.
func (l *Linter) finish(p *rules.Pass, r *Result) {
	r.Findings = diag.Sort(r.Findings)
	diag.Seal(r.File, r.Findings)
	if len(r.directives) > 0 && !l.opts.IgnoreSuppressions {
		l.suppress(p, r)
	}
	if b := l.opts.Baseline; b != nil {
		r.Findings, r.Baselined, r.Stale = b.Filter(r.File.Name, r.Findings, l.runs(r))
	}
}

// suppress carries out the `# stalcfg:ignore` comments and lets the rules about
// them speak.
func (l *Linter) suppress(p *rules.Pass, r *Result) {
	list := suppress.Read(r.Doc, suppress.Directives(r.Doc), l.opts.Suppress)
	if len(list) == 0 {
		return
	}
	l.resolve(list, r)
	var left []diag.Finding
	left, r.Suppressed = suppress.Apply(list, r.Findings, func(selector string, f *diag.Finding) bool {
		rule := l.find(f)
		return rule != nil && rule.Matches(selector)
	})
	p.Suppressions, r.Findings = list, nil
	for i := range l.chosen {
		if c := l.chosen[i].rule; c.CheckComments != nil {
			p.As(c)
			c.CheckComments(p)
		}
	}
	diag.Seal(r.File, r.Findings)
	r.Findings = diag.Sort(append(left, r.Findings...))
}

// find gives the rule that made a finding.
func (l *Linter) find(f *diag.Finding) *rules.Rule {
	for i := range l.chosen {
		if r := l.chosen[i].rule; r.Name == f.Name {
			return r
		}
	}
	return nil
}

// resolve fills in what the selectors of suppressions mean in this run.
func (l *Linter) resolve(list []suppress.Suppression, r *Result) {
	runs := l.runs(r)
	for i := range list {
		for j := range list[i].Selectors {
			s := &list[i].Selectors[j]
			s.Locked, s.Ran = true, true
			for _, all := range [][]*rules.Rule{rules.List(), l.opts.Custom} {
				for _, rule := range all {
					if rule.Matches(s.Name) {
						s.Known = true
						s.Locked = s.Locked && rule.CheckComments != nil
						s.Ran = s.Ran && runs(rule.Name)
					}
				}
			}
			if now, ok := rules.Renamed(s.Name); ok {
				s.Now = now.Name
			}
			if !s.Known && len(l.opts.Custom) == 0 && isCustom(s.Name) {
				s.Known, s.Ran, s.Locked = true, false, false // the project's rules are not loaded
			}
			if !s.Known {
				s.Locked = false
				s.Near = rules.Suggest(s.Name)
			}
		}
	}
}

// isCustom reports whether a selector is about rules of a project.
func isCustom(selector string) bool {
	return selector == "custom" || strings.HasPrefix(selector, "custom/")
}

// Ran tells of a rule's name whether the rule had its say about a file.
func (l *Linter) Ran(r *Result) func(name string) bool { return l.runs(r) }

// runs tells of a rule's name whether the rule had its say about a file, so
// that its silence means something. It is careful: a rule may have run and kept
// silent for lack of facts.
func (l *Linter) runs(r *Result) func(name string) bool {
	foreign := l.foreign(r)
	return func(name string) bool {
		if foreign {
			return false
		}
		for i := range l.chosen {
			if c := &l.chosen[i]; c.rule.Name == name {
				ran := c.rule.Check != nil || c.rule.CheckNodes != nil && r.node || c.rule.CheckComments != nil
				return ran && l.applies(c, r.Target, &r.Host) && l.informed(c.rule, r)
			}
		}
		return false
	}
}

// informed reports whether a rule knew all that it may want to know: of a file
// that could be read in part only, just the rules about its syntax did.
func (l *Linter) informed(rule *rules.Rule, r *Result) bool {
	family := rule.Family()
	for _, name := range rule.Facts {
		if !r.Host.Fact(name).Known() {
			return false
		}
	}
	switch {
	case r.Set.Partial && family != "syntax" && family != "stalcfg":
		return false
	case rule.Wants&rules.NeedMachine != 0 && l.opts.Machine == nil:
		return false
	case rule == rules.TargetGuessed:
		return l.opts.Target.IsZero()
	case family == "resource":
		h := &r.Host
		return h.RAM.Known() && h.Cores.Known() && h.Nofile.Known() && l.opts.Workload != nil
	}
	return true
}
