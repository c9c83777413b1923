package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// masks hide what is secret in any of the files. What that is, is found out when
// the first text is shown.
type masks struct {
	files []Side
	made  []*redact.Mask
}

// hide replaces the secrets of all files in a text.
func (m *masks) hide(text string) string {
	if m.made == nil {
		for _, s := range m.files {
			m.made = append(m.made, redact.New(s.File, s.Set))
		}
	}
	for _, mask := range m.made {
		text = mask.Text(text)
	}
	return text
}

// shown is a value as it may be shown.
func (m *masks) shown(key, text string) string {
	if text = redact.Value(key, text); text == redact.Hidden {
		return text
	}
	return m.hide(text)
}

// value is an item as it may be shown. side is 0 for the old file.
func (c *comparison) value(it *item, side int) *Value {
	v := &Value{List: it.form == list && (len(it.elems) != 1 || it.elems[0].key != it.own)}
	s := [...]Side{c.old, c.now}[side]
	for i := range it.elems {
		v.Parts = append(v.Parts, c.part(it, &it.elems[i], s))
	}
	v.Unread = it.counts(s.Target) != it.canon
	v.Span = it.elems[0].at.KeySpan
	v.Line = s.File.Line(v.Span.Start)
	return v
}

// part is one text of an item of a side as it may be shown.
func (c *comparison) part(it *item, e *elem, side Side) Part {
	p := Part{Label: e.label, Text: c.mask.shown(e.key, e.text)}
	if it.k != nil && p.Text == e.text {
		p.Note = meaning(it.k, e.text)
		if unread := it.unread(e, side.Target); unread != "" {
			p.Note = unread
		}
	}
	return p
}

// meaning says what a number stands for, "" where that is plain.
func meaning(k *schema.Key, text string) string {
	switch {
	case settings.HasMacro(text):
	case k.Optional && schema.None(text) && text != "false":
		return "none"
	case k.Unit == "bytes":
		if n, err := schema.ParseUint(text, 64); err == nil && n >= 1024 {
			return host.FormatSize(n)
		}
	case k.Type == schema.Duration:
		ms, err := schema.ParseDuration(text)
		if err == nil && (strings.Trim(text, "0123456789") == "" || ms < 1000) {
			return schema.FormatDuration(ms)
		}
	}
	return ""
}

// behind finds what counts on a side that does not write a setting, and reports
// whether that is the value the other side writes.
func (c *comparison) behind(ch *Change, it *item, side Side) bool {
	if it.k == nil {
		return false
	}
	text, from, ok := schema.EffectiveDefault(it.k, it.key, side.Set)
	computed := computedFor(it, side)
	if from == "" {
		if then, other := defaultThen(it.k, side.Target); other {
			text, ok, computed = then, then != "" && !strings.ContainsAny(then, "<|:"), then
		}
	}
	if !ok && computed != "" && computed != it.k.DefaultComputed && it.form == single && it.k.Type != schema.String && it.k.Check(computed) == nil {
		text, ok = computed, true // a value, as the port of PostgreSQL
	}
	if !ok {
		if computed != "" {
			ch.Default = &Fallback{Value: Value{Parts: []Part{{Text: computed}}}}
		}
		return it.counts(side.Target) == schema.NotSet
	}
	fall := defaultItem(it.k, text)
	if from != "" {
		fall = &item{k: it.k, elems: []elem{{key: from, text: text, canon: canonical(it.k, text)}}}
		fall.settle()
	}
	fall.key = it.key
	ch.Default = &Fallback{From: from}
	for i := range fall.elems {
		e := &fall.elems[i]
		if e.key == "" {
			e.key = it.key
		}
		p := c.part(fall, e, side)
		if from == "" {
			p.Text = e.text // a default of the server is no secret
		}
		ch.Default.Parts = append(ch.Default.Parts, p)
	}
	return fall.counts(side.Target) == it.counts(side.Target)
}

// computedFor is a default that depends on the machine or the kind of object, in
// words: of "postgresql: 5432; mysql: 3306" the part for the object's type.
func computedFor(it *item, side Side) string {
	all := it.k.DefaultComputed
	group, id, ok := idOf(it)
	if !ok || !strings.Contains(all, ": ") {
		return all
	}
	key := group + "." + id + "." + schema.Discriminator(group)
	m, known := schema.Lookup(key)
	written, set := side.Set.Value(key)
	if !known || !set {
		return all
	}
	typ, typed := m.Key.Canonical(written), false
	for _, part := range strings.Split(all, "; ") {
		types, text, _ := strings.Cut(part, ": ")
		for _, name := range strings.FieldsFunc(types, func(r rune) bool { return strings.ContainsRune(", /", r) }) {
			if name == typ {
				return text
			}
			typed = typed || slices.Contains(m.Key.Values, name)
		}
	}
	if typed {
		return "" // others have none
	}
	return all
}

// defaultThen is the default of an older release where that is another one than
// today's.
func defaultThen(k *schema.Key, v schema.Version) (text string, other bool) {
	if !v.Before(schema.Latest()) || v.IsZero() {
		return "", false
	}
	now, _ := history.DefaultAt(k.Pattern, history.Newest())
	then, _ := history.DefaultAt(k.Pattern, history.V(v.Major, v.Minor, v.Patch))
	return then, then != now
}

// defaultBranches reads a default that is written as conditions.
func defaultBranches(text string) (form, []elem) {
	var out []elem
	for _, part := range schema.PartsOf(text) {
		out = append(out, elem{label: part.Label, text: part.Text, canon: plainExpression(part.Text)})
	}
	if len(out) == 1 {
		return single, out
	}
	return conditions, out
}

// sortedOnce sorts texts and drops repetitions.
func sortedOnce(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
