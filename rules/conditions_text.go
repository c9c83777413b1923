package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
)

// need is a schema's "required when" or "read when" text taken apart: another
// key of the same object (or a whole key) must have one of the values.
type need struct {
	key    string   // "type", "auth.method", or a dotted key of its own
	values []string // accepted values; empty means: is set at all
}

// takes reports whether a value is one of those needed, or any will do.
func (n need) takes(value string) bool {
	return len(n.values) == 0 || slices.ContainsFunc(n.values, func(v string) bool { return strings.EqualFold(v, value) })
}

// parseNeed reads texts as "when type = ldap or sql", "store.*.type in a, b",
// "when bind.dn is set", "always". ok is false for texts in other words, which
// then say nothing.
func parseNeed(text string) (n need, always, ok bool) {
	text, _, _ = strings.Cut(text, ";")
	text, _, _ = strings.Cut(text, " (")
	text, _, _ = strings.Cut(text, " and ")
	text = strings.TrimPrefix(strings.TrimSpace(text), "when ")
	if text == "always" {
		return n, true, true
	}
	if key, found := strings.CutSuffix(text, " is set"); found {
		return need{key: key}, false, !strings.Contains(key, " ")
	}
	key, list, found := strings.Cut(text, " in ")
	if !found {
		key, list, found = strings.Cut(text, " = ")
	}
	if !found || strings.Contains(key, " ") {
		return n, false, false
	}
	for _, v := range strings.Split(strings.ReplaceAll(list, " or ", ","), ",") {
		v, _, _ = strings.Cut(strings.TrimSpace(v), " (")
		v, _, _ = strings.Cut(v, "/")
		if v == "" || strings.ContainsAny(v, " ") {
			return n, false, false
		}
		n.values = append(n.values, v)
	}
	return need{key: key, values: n.values}, false, true
}

// objectOf cuts a pattern with one star into the group's prefix and the name
// inside an object: "store.*.path" gives "store" and "path".
func objectOf(pattern string) (group, name string, ok bool) {
	group, name, ok = strings.Cut(pattern, ".*.")
	return group, name, ok && !strings.Contains(name, "*")
}

// met tells whether the condition holds for an object: yes, no, or not known
// because the deciding key is absent without a default, or has a macro.
func (p *Pass) met(n need, group, id string) (yes, known bool) {
	key := n.key
	if group != "" {
		key = strings.TrimPrefix(key, group+".*.")
		if m, ok := schema.Lookup(group + "." + id + "." + key); ok && m.Rest == "" {
			key = group + "." + id + "." + key
		}
	}
	x, ok := p.Set.Lookup(key)
	value := ""
	switch {
	case ok && x.HasMacro():
		return false, false
	case ok:
		value = x.Value
	default:
		m, found := schema.Lookup(key)
		if !found || !m.Key.HasDefault {
			return false, len(n.values) == 0 || found && !m.Key.HasDefault
		}
		value = m.Key.Default
	}
	if len(n.values) == 0 {
		return ok, true
	}
	return n.takes(value), true
}
