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
	Severity map[string]diag.Severity // by selector
}

// chosen is a rule with the severity it has in this run.
type chosen struct {
	rule     *rules.Rule
	severity diag.Severity
	since    schema.Version // first line it is true for, zero for all
	until    schema.Version // last release it is true for, zero for all
}

func (s *Selection) compile() []chosen {
	var out []chosen
	for _, r := range rules.List() {
		if c, ok := s.choose(r); ok {
			out = append(out, c)
		}
	}
	return out
}

func (s *Selection) choose(r *rules.Rule) (chosen, bool) {
	on := r.Preset <= s.Preset
	if len(s.Only) > 0 {
		on = matchesAny(r, s.Only)
	}
	if matchesAny(r, s.Select) {
		on = true
	}
	if matchesAny(r, s.Ignore) {
		on = false
	}
	c := chosen{rule: r}
	if v, err := schema.ParseVersion(r.Since); err == nil {
		c.since = schema.Version{Major: v.Major, Minor: v.Minor}
	}
	if v, err := schema.ParseVersion(r.Until); err == nil {
		c.until = v
	}
	best := -1
	for sel, sev := range s.Severity { // the most precise selector wins
		if r.Matches(sel) && precision(r, sel) > best {
			best, c.severity = precision(r, sel), sev
		}
	}
	return c, on
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
	return fmt.Errorf("no rule is called %q (see `stalcfg rules`)", selector)
}
