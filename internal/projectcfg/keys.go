package projectcfg

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// KeyRule is a rule of the project itself about keys: what must not be set, or
// must be.
type KeyRule struct {
	ID       string
	Forbid   bool // else required
	Pattern  []string
	Value    Test
	When     *Condition
	Message  string // what the project says about it, or ""
	Severity diag.Severity
	Origin   string
}

// Test says which values are meant. The zero value means all.
type Test struct {
	Texts   []string       // one of them
	Matches *regexp.Regexp // or a match
}

// Any reports whether every value passes.
func (t *Test) Any() bool { return t.Texts == nil && t.Matches == nil }

// Passes reports whether a value is meant.
func (t *Test) Passes(value string) bool {
	if t.Any() || t.Matches != nil && t.Matches.MatchString(value) {
		return true
	}
	for _, s := range t.Texts {
		if s == value {
			return true
		}
	}
	return false
}

// Condition is a key that must be set, or must not be, for a rule to speak.
type Condition struct {
	Pattern []string
	Value   Test
	Absent  bool
}

// keyRules reads [[keys]].
func (t *table) keyRules() []*KeyRule {
	var out []*KeyRule
	seen := map[string]bool{}
	for _, s := range t.subs("keys") {
		k := s.keyRule()
		if seen[k.ID] && k.ID != "" {
			s.fault("id", "%q is the id of two rules", k.ID)
		}
		seen[k.ID] = true
		out = append(out, k)
	}
	return out
}

func (t *table) keyRule() *KeyRule {
	k := &KeyRule{Origin: t.r.origin(t.path), Severity: diag.Error}
	id := t.text("id")
	switch {
	case !id.IsSet():
		if _, given := t.m["id"]; !given {
			t.r.fault(t.path, false, "%s has no id, which names the rule custom/<id>", shown(t.path))
		}
	case !isID(id.V):
		t.fault("id", "%q must consist of lower-case letters, digits and single hyphens", id.V)
	default:
		k.ID = id.V
	}
	forbid, require := t.pattern("forbid"), t.pattern("require")
	_, forbidGiven := t.m["forbid"]
	_, requireGiven := t.m["require"]
	if forbidGiven == requireGiven {
		t.r.fault(t.path, false, "%s needs one of forbid and require", shown(t.path))
	}
	k.Forbid, k.Pattern = forbidGiven, require
	if forbidGiven {
		k.Pattern = forbid
	}
	k.Value = t.test()
	k.Message = strings.TrimSpace(t.text("message").V)
	if l, ok := t.level("severity", ""); ok {
		k.Severity = l.Severity
	}
	if w := t.sub("when"); w != nil {
		k.When = w.condition()
	}
	t.end()
	return k
}

func (t *table) condition() *Condition {
	c := &Condition{Pattern: t.pattern("key"), Value: t.test()}
	if _, given := t.m["key"]; !given {
		t.r.fault(t.path, false, "%s names no key", shown(t.path))
	}
	if set := t.boolean("set"); set.IsSet() && !set.V {
		c.Absent = true
		if !c.Value.Any() {
			t.fault("set", "a key that is not set has no value to compare")
		}
	}
	t.end()
	return c
}

// test reads value and matches.
func (t *table) test() Test {
	test := Test{Texts: t.scalars("value").V}
	m := t.text("matches")
	if !m.IsSet() {
		return test
	}
	var err error
	if test.Matches, err = regexp.Compile(m.V); err != nil {
		t.fault("matches", "is no regular expression: %s", regexpMistake(err))
	}
	if _, both := t.m["value"]; both {
		t.fault("matches", "value and matches exclude each other")
	}
	return test
}

// regexpMistake is what is wrong with an expression, which is not repeated: it may
// be about passwords.
func regexpMistake(err error) string {
	var e *syntax.Error
	if errors.As(err, &e) {
		return e.Code.String()
	}
	return "it cannot be read"
}

// pattern reads a key in which * stands for one part.
func (t *table) pattern(name string) []string {
	v := t.text(name)
	if !v.IsSet() {
		return nil
	}
	parts := strings.Split(v.V, ".")
	for _, p := range parts {
		if p == "" || p != "*" && strings.Contains(p, "*") || strings.ContainsAny(p, " \t\n") {
			t.fault(name, "%q is no key: parts are joined by dots, and * stands for a whole part", v.V)
			return nil
		}
	}
	return parts
}

func isID(s string) bool {
	last := byte('-')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || last == '-') {
			return false
		}
		last = c
	}
	return last != '-'
}
