package projectcfg

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/rules"
)

// Code is the code of all rules of a project; their names tell them apart.
const Code = "custom"

// Rule makes the rule that the engine runs. A rule with severity off is nil.
func (k *KeyRule) Rule() *rules.Rule {
	if k.Severity == lint.Off {
		return nil
	}
	return &rules.Rule{
		Code: Code, Name: Code + "/" + k.ID, Severity: k.Severity, Summary: k.Message,
		Check: k.check,
	}
}

func (k *KeyRule) check(p *rules.Pass) {
	if k.Forbid {
		k.checkForbidden(p)
	} else {
		k.checkRequired(p)
	}
}

// checkForbidden reports every setting that fits the pattern and the value.
func (k *KeyRule) checkForbidden(p *rules.Pass) {
	for _, x := range p.Set.InFileOrder() {
		stars, ok := match(k.Pattern, x.Key)
		if !ok || !k.Value.Passes(x.Value) || !k.When.holds(p.Set, stars) {
			continue
		}
		k.report(p, p.Setting(x, "%s, which the project forbids", assignment(x, !k.Value.Any())))
	}
}

// checkRequired looks at the place the pattern names; with * in it, at one
// place for every id that the file has there.
func (k *KeyRule) checkRequired(p *rules.Pass) {
	for _, key := range targets(p.Set, "", k.Pattern, nil) {
		stars, _ := match(k.Pattern, key)
		if !k.When.holds(p.Set, stars) {
			continue
		}
		values := valuesAt(p.Set, key)
		missing := len(values) == 0 && !(k.Value.Any() && p.Set.HasUnder(key))
		if missing && !p.Set.Partial { // what could not be read may hold it
			k.report(p, p.Whole("%s is not set, which the project requires%s", key, k.wanted(key)).On(key))
		}
		for _, x := range values {
			if !k.Value.Passes(x.Value) {
				k.report(p, p.Setting(x, "%s, the project requires another value%s", assignment(x, true), k.wanted(key)))
			}
		}
	}
}

// report adds what the project says about it and where it says so.
func (k *KeyRule) report(p *rules.Pass, f diag.Finding) {
	if k.Message != "" {
		f.Message += ": " + k.Message
	}
	f.Docs = k.Origin
	p.Report(f.WithDetail("The rule %s/%s stands in %s.", Code, k.ID, k.Origin))
}

// wanted lists the values that pass, unless the key is secret.
func (k *KeyRule) wanted(key string) string {
	if k.Value.Matches != nil {
		return " (a match of " + k.Value.Matches.String() + ")"
	}
	if k.Value.Texts == nil {
		return ""
	}
	out := make([]string, len(k.Value.Texts))
	for i, v := range k.Value.Texts {
		out[i] = fmt.Sprintf("%q", redact.Value(key, v))
	}
	return " (" + strings.Join(out, " or ") + ")"
}

// assignment writes a setting, with its value when that is what matters.
func assignment(x *settings.Setting, value bool) string {
	if !value {
		return x.Key + " is set"
	}
	return fmt.Sprintf("%s = %q", x.Key, redact.Value(x.Key, x.Value))
}

// match compares a pattern with a key, or with the list a key is an element of,
// and gives what the stars stand for.
func match(pattern []string, key string) (stars []string, ok bool) {
	rest := key
	for i, part := range pattern {
		seg, tail, more := strings.Cut(rest, ".")
		switch part {
		case "*":
			stars = append(stars, seg)
		case seg:
		default:
			return nil, false
		}
		if i < len(pattern)-1 && !more {
			return nil, false
		}
		rest = tail
	}
	if rest != "" && !allIndices(rest) {
		return nil, false
	}
	return stars, true
}

// allIndices reports whether the end of a key is the place in a list, as 0000,
// or in a list of lists.
func allIndices(s string) bool {
	for s != "" {
		seg, tail, _ := strings.Cut(s, ".")
		if len(seg) < 4 || strings.Trim(seg, "0123456789") != "" {
			return false
		}
		s = tail
	}
	return true
}

// targets gives the keys a pattern stands for: without stars itself, else one
// for every id the file has at the place of a star. The first stars may be
// known already.
func targets(set *settings.Set, prefix string, pattern, stars []string) []string {
	for i, part := range pattern {
		if part == "*" && len(stars) == 0 {
			var out []string
			for _, id := range set.IDs(prefix, "") {
				out = append(out, targets(set, dotted(prefix, id), pattern[i+1:], nil)...)
			}
			return out
		}
		if part == "*" {
			part, stars = stars[0], stars[1:]
		}
		prefix = dotted(prefix, part)
	}
	return []string{prefix}
}

func dotted(prefix, part string) string {
	if prefix == "" {
		return part
	}
	return prefix + "." + part
}

// holds reports whether the condition is met; its stars stand for what those of
// the rule do, in order. No condition always holds.
func (c *Condition) holds(set *settings.Set, stars []string) bool {
	if c == nil {
		return true
	}
	found := false
	for _, key := range targets(set, "", c.Pattern, stars) {
		found = found || c.Value.Any() && (set.Has(key) || set.HasUnder(key))
		for _, x := range valuesAt(set, key) {
			found = found || c.Value.Passes(x.Value)
		}
	}
	return found != c.Absent
}

// valuesAt gives the setting with a key, or the elements of the list there.
func valuesAt(set *settings.Set, key string) []*settings.Setting {
	var out []*settings.Setting
	for _, x := range set.List(key) {
		if x.Key == key || allIndices(x.Key[len(key)+1:]) {
			out = append(out, x)
		}
	}
	return out
}
