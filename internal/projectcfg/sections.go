package projectcfg

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// choices reads what may stand at the top and in overrides.
func (t *table) choices() Choices {
	var c Choices
	if v := t.text("target"); v.IsSet() {
		if target, err := schema.ParseVersion(v.V); err != nil {
			t.fault("target", "%v", err)
		} else {
			c.Target = Value[schema.Version]{target, v.Origin}
		}
	}
	if v := t.text("preset"); v.IsSet() {
		if preset, ok := rules.ParsePreset(v.V); !ok {
			t.fault("preset", "recommended, strict or all is expected, not %q", v.V)
		} else {
			c.Preset = Value[rules.Preset]{preset, v.Origin}
		}
	}
	c.Select, c.Ignore = t.selectors("select"), t.selectors("ignore")
	if s := t.sub("severity"); s != nil {
		for _, selector := range s.names() {
			if l, ok := s.level(selector, selector); ok {
				if err := lint.CheckSelector(selector); err != nil {
					s.r.fault(s.at(selector), false, "%v", err)
				}
				c.Severity = append(c.Severity, l)
				t.r.renamed(selector, l.Origin)
			}
		}
	}
	return c
}

// level reads the severity that stands under a key.
func (t *table) level(key, selector string) (Level, bool) {
	v := t.text(key)
	if !v.IsSet() {
		return Level{}, false
	}
	l := Level{selector, lint.Off, v.Origin}
	if v.V != "off" {
		var err error
		if l.Severity, err = diag.ParseSeverity(v.V); err != nil {
			t.fault(key, "error, warning, info or off is expected, not %q", redact.Value(shown(t.at(key)), v.V))
			return l, false
		}
	}
	return l, true
}

// selectors reads a list of rules.
func (t *table) selectors(name string) Value[[]string] {
	v := t.texts(name, lint.CheckSelector)
	for _, s := range v.V {
		t.r.renamed(s, v.Origin)
	}
	return v
}

func (t *table) oneOf(name string, words ...string) Value[string] {
	v := t.text(name)
	if v.IsSet() && !slices.Contains(words, v.V) {
		t.fault(name, "%s is expected, not %q", strings.Join(words, ", "), v.V)
	}
	return v
}

func (t *table) host() host.Facts {
	var f host.Facts
	s := t.sub("host")
	if s == nil {
		return f
	}
	for _, name := range host.Names {
		if v, ok := s.number(name); ok {
			if err := f.Set(name, v.Text, v.Origin); err != nil {
				s.fault(name, "%v", err)
			}
		}
	}
	s.end()
	return f
}

// number takes a number, or a text such as "4GiB".
func (t *table) number(name string) (Number, bool) {
	raw, ok := t.take(name)
	if !ok {
		return Number{}, false
	}
	text, ok := scalar(raw)
	if _, isBool := raw.(bool); !ok || isBool {
		t.fault(name, "a number or a size is expected, not %s", kind(raw))
		return Number{}, false
	}
	return Number{name, text, t.origin(name)}, true
}

// Numbers are the figures about users, in the order in which they are set: the
// number of users decides the usual values of the others.
func Numbers() []string {
	return []string{"users", "devices", "messages", "largest-mailbox", "mails-per-day", "message-size"}
}

func (t *table) workload() []Number {
	s := t.sub("workload")
	if s == nil {
		return nil
	}
	var out []Number
	w := budget.ForUsers(1)
	for _, name := range Numbers() {
		if n, ok := s.number(name); ok {
			if err := w.Set(name, n.Text); err != nil {
				s.fault(name, "%v", err)
			}
			out = append(out, n)
		}
	}
	s.end()
	return out
}

// options reads [rules."family/name"]: the options that rule has.
func (t *table) options() map[string]map[string]Value[float64] {
	s := t.sub("rules")
	if s == nil {
		return nil
	}
	out := map[string]map[string]Value[float64]{}
	for _, name := range s.names() {
		rule, ok := rules.Find(name)
		o := s.sub(name)
		switch {
		case !ok:
			s.r.fault(s.at(name), false, "no rule is called %q (see `stalcfg rules`)", name)
			continue
		case o == nil:
			continue
		case len(rule.Options) == 0:
			s.r.fault(s.at(name), false, "%s has no options", rule.Name)
			continue
		case out[rule.Name] != nil:
			s.r.fault(s.at(name), false, "%s has a table under another name", rule.Name)
			continue
		}
		t.r.renamed(name, t.r.origin(s.at(name)))
		values := map[string]Value[float64]{}
		for i := range rule.Options {
			if v := o.option(&rule.Options[i]); v.IsSet() {
				values[rule.Options[i].Name] = v
			}
		}
		o.end()
		out[rule.Name] = values
	}
	return out
}

func (t *table) option(o *rules.Option) Value[float64] {
	raw, ok := t.take(o.Name)
	if !ok {
		return Value[float64]{}
	}
	var n float64
	switch v := raw.(type) {
	case int64:
		n = float64(v)
	case float64:
		n = v
	default:
		t.fault(o.Name, "a number is expected, not %s", kind(raw))
		return Value[float64]{}
	}
	if !(n >= o.Min && n <= o.Max) {
		t.fault(o.Name, "%v is not between %v and %v", n, o.Min, o.Max)
	}
	return Value[float64]{n, t.origin(o.Name)}
}

func (t *table) override() Override {
	o := Override{Origin: t.r.origin(t.path)}
	paths := t.texts("paths", func(p string) error {
		if _, err := filepath.Match(p, ""); err != nil || p == "" {
			return fmt.Errorf("%q is no pattern", p)
		}
		return nil
	})
	if _, given := t.m["paths"]; !given || paths.IsSet() && len(paths.V) == 0 {
		t.r.fault(t.path, false, "%s names no paths", shown(t.path))
	}
	o.Paths = paths.V
	o.Choices = t.choices()
	t.end()
	return o
}
