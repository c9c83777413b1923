package lint

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// Selection says which rules run and how grave they are.
type Selection struct {
	Preset   rules.Preset
	Select   []string                 // selectors added to the preset
	Only     []string                 // when not empty, nothing but these runs
	Ignore   []string                 // selectors taken away
	Severity map[string]diag.Severity // by selector; Off takes the rule away

	// Under are choices that those above override, the weakest first: what a
	// project's .stalcfg.toml says, then its overrides for a path. What they
	// select and ignore does not count beside Only.
	Under []Layer
}

// Layer is one set of choices.
type Layer struct {
	Select, Ignore []string
	Severity       map[string]diag.Severity
}

// Off is the severity of a rule that must not run.
const Off diag.Severity = 0xff

// chosen is a rule with the severity it has in this run.
type chosen struct {
	rule     *rules.Rule
	severity diag.Severity
	since    schema.Version // first line it is true for, zero for all
	until    schema.Version // last release it is true for, zero for all
}

func (s *Selection) compile(custom []*rules.Rule) []chosen {
	var out []chosen
	for _, list := range [][]*rules.Rule{rules.List(), custom} {
		for _, r := range list {
			if c, ok := s.choose(r); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

func (s *Selection) choose(r *rules.Rule) (chosen, bool) {
	c := chosen{rule: r}
	if v, err := schema.ParseVersion(r.Since); err == nil {
		c.since = schema.Version{Major: v.Major, Minor: v.Minor}
	}
	if v, err := schema.ParseVersion(r.Until); err == nil {
		c.until = v
	}
	on := r.Preset <= s.Preset
	for i := range s.Under {
		on = s.Under[i].apply(r, on, &c)
	}
	if len(s.Only) > 0 {
		on = matchesAny(r, s.Only)
	}
	own := Layer{s.Select, s.Ignore, s.Severity}
	return c, own.apply(r, on, &c)
}

// apply changes the choice of a rule as the layer says.
func (l *Layer) apply(r *rules.Rule, on bool, c *chosen) bool {
	if matchesAny(r, l.Select) {
		on = true
	}
	if matchesAny(r, l.Ignore) {
		on = false
	}
	best, by, level := -1, "", diag.Severity(0)
	for sel, sev := range l.Severity { // the most precise selector wins
		if !r.Matches(sel) {
			continue
		}
		if n := precision(r, sel); n > best || n == best && sel < by {
			best, by, level = n, sel, sev
		}
	}
	switch level {
	case 0:
	case Off:
		on = false
	default:
		c.severity = level
	}
	return on
}

func precision(r *rules.Rule, selector string) int {
	switch selector {
	case r.Code, r.Name:
		return 100
	case "all":
		return 0
	}
	if strings.HasPrefix(selector, "SC") {
		return len(selector)
	}
	return 50
}

func matchesAny(r *rules.Rule, selectors []string) bool {
	for _, s := range selectors {
		if r.Matches(s) {
			return true
		}
	}
	return false
}

// CheckSelector reports a selector that names no rule.
func CheckSelector(selector string) error {
	for _, r := range rules.List() {
		if r.Matches(selector) {
			return nil
		}
	}
	if isCustom(selector) {
		return nil // rules of a project, which may not be loaded
	}
	if near := rules.Suggest(selector); near != "" {
		return fmt.Errorf("no rule is called %q, did you mean %s?", selector, near)
	}
	return fmt.Errorf("no rule is called %q (see `stalcfg rules`)", selector)
}
