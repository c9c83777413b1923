package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema/history"
)

// RenamedOrRemovedKey reports keys that another release reads and the target
// does not.
var RenamedOrRemovedKey = &Rule{
	Code:     "SC3009",
	Name:     "version/renamed-or-removed-key",
	Aliases:  []string{"version/queue-strategy", "version/spam-filter-011"},
	Severity: diag.Error,
	Summary:  "Key was renamed or removed in the target version",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "UPGRADING/v0_13.md"}, {"0.15.5", "CHANGELOG.md"}},
	Check: func(p *Pass) {
		seen := map[int]bool{}
		for _, x := range p.Set.InFileOrder() {
			if seen[x.Statement] || p.readByTarget(x) || wrongCase(x.Key) || ownRule(x.Key) {
				continue
			}
			if since, until, ok := p.pastOf(x.Key); ok {
				seen[x.Statement] = true
				p.Report(pastKey(p, x, since, until))
			}
		}
	},
}

func pastKey(p *Pass, x *settings.Setting, since, until history.Version) diag.Finding {
	name := settingName(x.Key)
	if since.Compare(release(p.Target)) > 0 {
		return p.Key(x, "%s is read from Stalwart %s on: release %s ignores it", name, since, p.Target.Line()).
			WithDetail("Remove it, or lint for the release you run with --target.")
	}
	f := p.Key(x, "%s is a setting of Stalwart up to %s: release %s ignores it", name, until, p.Target.Line())
	to, ch, ok := history.Successor(name, release(p.Target))
	switch {
	case ok && to != "" && to != name:
		f = f.WithDetail("It is called %s now.%s", to, changeNote(ch))
		return withRename(p, f, x, name, to)
	case ok && ch != nil:
		return f.WithDetail("%s", sentence(ch.Note))
	}
	if ch, ok := history.Removed(name, release(p.Target)); ok && ch.Note != "" {
		return f.WithDetail("Removed in %s: %s", ch.Version, ch.Note)
	}
	for _, ch := range history.Changes(name, until, release(p.Target)) {
		if ch.Kind != history.Added && ch.Note != "" {
			return f.WithDetail("%s: %s", ch.Version, ch.Note)
		}
	}
	return f.WithDetail("Remove it; what it set has its default.")
}

func changeNote(ch *history.Change) string {
	s := ""
	if ch != nil && ch.AlsoSet != "" {
		s += " It needs " + ch.AlsoSet + " besides."
	}
	if ch != nil && ch.Note != "" {
		s += " " + sentence(ch.Note)
	}
	return s
}
