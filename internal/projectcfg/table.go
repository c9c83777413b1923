package projectcfg

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Value is a choice and where it was made. It is unset when it has no origin.
type Value[T any] struct {
	V      T
	Origin string // ".stalcfg.toml:3", "--preset", "default"
}

// IsSet reports whether the choice was made.
func (v Value[T]) IsSet() bool { return v.Origin != "" }

// table is a TOML table whose keys are taken one by one; what is left at the
// end is unknown.
type table struct {
	r     *reader
	path  string
	m     map[string]any
	known []string
}

func (r *reader) table(path string, m map[string]any) *table { return &table{r: r, path: path, m: m} }

func (t *table) at(name string) string { return join(t.path, name) }

// fault reports a mistake in a value.
func (t *table) fault(name, format string, args ...any) {
	t.r.fault(t.at(name), true, "%s: %s", shown(t.at(name)), fmt.Sprintf(format, args...))
}

// shown writes a path for people.
func shown(path string) string {
	var b strings.Builder
	for i, part := range strings.Split(path, sep) {
		switch n, err := strconv.Atoi(part); {
		case err == nil && n >= 0:
			fmt.Fprintf(&b, "[%d]", n)
			continue
		case i > 0:
			b.WriteByte('.')
		}
		if strings.ContainsAny(part, ". /*") || part == "" {
			part = strconv.Quote(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

func (t *table) take(name string) (any, bool) {
	t.known = append(t.known, name)
	v, ok := t.m[name]
	return v, ok
}

func (t *table) origin(name string) string { return t.r.origin(t.at(name)) }

// get takes a value of one type.
func get[T any](t *table, name, want string) Value[T] {
	raw, ok := t.take(name)
	if !ok {
		return Value[T]{}
	}
	v, ok := raw.(T)
	if !ok {
		t.fault(name, "%s is expected, not %s", want, kind(raw))
		return Value[T]{}
	}
	return Value[T]{v, t.origin(name)}
}

func (t *table) text(name string) Value[string] { return get[string](t, name, "a text") }

func (t *table) boolean(name string) Value[bool] { return get[bool](t, name, "true or false") }

// count takes a whole number from 0.
func (t *table) count(name string) Value[int] {
	v := get[int64](t, name, "a whole number")
	if v.IsSet() && (v.V < 0 || v.V > math.MaxInt32) {
		t.fault(name, "a number from 0 is expected, not %d", v.V)
		return Value[int]{}
	}
	return Value[int]{int(v.V), v.Origin}
}

// texts takes a list of texts, each of which check looks at; what it says is
// wrong with the text.
func (t *table) texts(name string, check func(string) error) Value[[]string] {
	list := get[[]any](t, name, "a list of texts")
	if !list.IsSet() {
		return Value[[]string]{}
	}
	out := make([]string, 0, len(list.V))
	for i, raw := range list.V {
		s, ok := raw.(string)
		if !ok {
			t.fault(join(name, strconv.Itoa(i)), "a text is expected, not %s", kind(raw))
			continue
		}
		if err := check(s); err != nil {
			t.fault(join(name, strconv.Itoa(i)), "%v", err)
		}
		out = append(out, s)
	}
	return Value[[]string]{out, list.Origin}
}

// scalar writes a text, number or boolean as the server's settings hold it.
func scalar(raw any) (string, bool) {
	switch v := raw.(type) {
	case string:
		return v, true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// scalars takes one scalar or a list of them.
func (t *table) scalars(name string) Value[[]string] {
	raw, ok := t.take(name)
	if !ok {
		return Value[[]string]{}
	}
	out := Value[[]string]{nil, t.origin(name)}
	list, isList := raw.([]any)
	if !isList {
		list = []any{raw}
	}
	for i, x := range list {
		s, ok := scalar(x)
		if !ok {
			where := name
			if isList {
				where = join(name, strconv.Itoa(i))
			}
			t.fault(where, "a text, number or boolean is expected, not %s", kind(x))
			continue
		}
		out.V = append(out.V, s)
	}
	if isList && len(list) == 0 {
		t.fault(name, "the list is empty")
	}
	return out
}

// sub takes a table; nil when there is none.
func (t *table) sub(name string) *table {
	v := get[map[string]any](t, name, "a table")
	if !v.IsSet() {
		return nil
	}
	return t.r.table(t.at(name), v.V)
}

// subs takes an array of tables.
func (t *table) subs(name string) []*table {
	list := get[[]any](t, name, "[["+name+"]]")
	var out []*table
	for i, raw := range list.V {
		at := join(name, strconv.Itoa(i))
		if m, ok := raw.(map[string]any); ok {
			out = append(out, t.r.table(t.at(at), m))
		} else {
			t.fault(at, "a table is expected, not %s", kind(raw))
		}
	}
	return out
}

// names gives the keys of a table with free names, in order.
func (t *table) names() []string { return sorted(t.m) }

// end reports every key that nobody took.
func (t *table) end() {
	for _, name := range t.names() {
		known := false
		for _, k := range t.known {
			known = known || k == name
		}
		if !known {
			t.r.fault(t.at(name), false, "unknown key %s (known here: %s)", shown(t.at(name)), strings.Join(t.known, ", "))
		}
	}
}

// kind names the type of a TOML value.
func kind(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case int64:
		return "a whole number"
	case float64:
		return "a number"
	case bool:
		return "a boolean"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date"
}
