package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// unflatten writes the settings of a file without tables as tables, arrays and
// inline tables, sorted by name. The result is laid out by the caller.
func unflatten(doc *dialect.Document) ([]byte, error) {
	root, top, rest := grow(doc)
	t := tables{doc: doc}
	t.table(root, nil)
	if t.err != nil {
		return nil, t.err
	}
	var b strings.Builder
	for _, c := range top {
		b.WriteString(c + "\n")
	}
	if len(top) > 0 {
		b.WriteByte('\n')
	}
	for _, s := range slices.Concat(t.loose, t.below) {
		b.WriteString(s)
	}
	if len(rest) > 0 {
		b.WriteByte('\n')
	}
	for _, c := range rest {
		b.WriteString(c + "\n")
	}
	return []byte(b.String()), nil
}

// tables collects the parts of the new file.
type tables struct {
	doc   *dialect.Document
	loose []string // lines before the first header
	below []string // headers and the lines below them
	err   error
}

// table writes the settings of a branch below its header, then the tables
// inside it. Without a possible header they go to the top with their whole name.
func (t *tables) table(b *branch, path []string) {
	header, loose := "", len(path) == 0
	if !loose && direct(b) {
		text, ok := dialect.RenderHeader(strings.Join(path, "."))
		header, loose = text, !ok
	}
	var lines []string
	var inner []*branch
	add := func(at []string, c *branch) {
		if _, ok := dialect.QuoteKey(at...); loose || !ok {
			t.loose = append(t.loose, t.line(slices.Concat(path, at), c))
			return
		}
		lines = append(lines, t.line(at, c))
	}
	for _, c := range b.children {
		switch {
		case c.single():
			add([]string{c.name}, c)
		case c.lines == 1 && len(path) > 0 && direct(b):
			c.walk([]string{c.name}, add)
		default:
			if c.entry != nil {
				add([]string{c.name}, c)
			}
			inner = append(inner, c)
		}
	}
	if len(lines) > 0 {
		t.below = append(append(t.below, "\n"+header+"\n"), lines...)
	}
	for _, c := range inner {
		t.table(c, append(path, c.name))
	}
}

// direct reports whether a table has settings of its own.
func direct(b *branch) bool {
	return slices.ContainsFunc(b.children, func(c *branch) bool { return c.single() || c.entry != nil })
}

// line writes one setting with the comments that belong to it.
func (t *tables) line(path []string, b *branch) string {
	key, ok := dialect.QuoteKey(path...)
	if !ok && t.err == nil {
		t.err = fmt.Errorf("%w: the key %s cannot be written in a table", ErrMeaning, strings.Join(path, "."))
	}
	var comments []string
	value := ""
	if b.single() {
		value = t.value(b, &comments)
	} else { // a value with settings below it
		comments, value = b.comments, t.scalar(b.entry)
	}
	var out strings.Builder
	for _, c := range comments {
		out.WriteString(c + "\n")
	}
	return out.String() + key + " = " + value + "\n"
}

// value writes a branch in one value and collects the comments inside.
func (t *tables) value(b *branch, comments *[]string) string {
	*comments = append(*comments, b.comments...)
	switch {
	case b.array:
		parts := make([]string, len(b.children))
		tables := false
		for i, c := range b.children {
			parts[i] = t.value(c, comments)
			tables = tables || !c.single()
		}
		if tables && len(parts) > 1 { // one a line
			return "[\n" + strings.Join(parts, ",\n") + ",\n]"
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case b.single():
		return t.scalar(b.entry)
	}
	type member struct {
		path []string
		b    *branch
	}
	var members []member
	b.walk(nil, func(p []string, x *branch) { members = append(members, member{slices.Clone(p), x}) })
	slices.SortStableFunc(members, func(x, y member) int { return rank(x.path) - rank(y.path) })
	parts := make([]string, len(members))
	for i, m := range members {
		key, ok := dialect.QuoteKey(m.path...)
		if !ok && t.err == nil {
			t.err = fmt.Errorf("%w: the key %s cannot be written in an inline table", ErrMeaning, strings.Join(m.path, "."))
		}
		parts[i] = key + " = " + t.value(m.b, comments)
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// rank puts the parts of a condition in the order in which they are read.
func rank(path []string) int {
	switch path[0] {
	case "if":
		return 0
	case "then":
		return 1
	case "else":
		return 3
	}
	return 2
}

// scalar writes a value. One with line breaks begins on a line of its own.
func (t *tables) scalar(e *dialect.Entry) string {
	written := t.doc.File.Text(e.ValueSpan)
	switch {
	case e.Form == dialect.EnvReference, e.Form == dialect.Bare && dialect.IsScalar(e.Value):
		return written
	case strings.Contains(e.Value, "\n"):
		block := dialect.Entry{Value: e.Value, Form: dialect.MultiLiteral}
		for _, text := range spellings(&block, "'''\n") {
			if sameInTOML(e, text) {
				return text
			}
		}
	}
	text, ok := dialect.Quote(e.Value)
	if !ok && e.Form != dialect.SetMember {
		return written
	}
	return text
}
