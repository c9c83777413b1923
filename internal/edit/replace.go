package edit

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// replace gives a setting that the file has another value.
func (e *editor) replace(key string, g *group, v *Value) error {
	if len(g.statements) == 1 {
		n := g.statements[0]
		st := &e.doc.Statements[n]
		inner := e.entriesOf(g, n)
		switch {
		case st.Key == key:
			return e.replaceValue(key, g, v)
		case v.single() && len(inner) == 1 && e.doc.Entries[inner[0]].Key == key:
			return e.replaceMember(key, g, v)
		}
	}
	if v.flat() && e.oneEach(key, g) {
		return e.replaceElements(key, g, v)
	}
	return e.rewrite(key, g, v)
}

// replaceValue handles `key = value` in one statement.
func (e *editor) replaceValue(key string, g *group, v *Value) error {
	st := &e.doc.Statements[g.statements[0]]
	if v.single() && len(g.entries) == 1 && e.doc.Entries[g.entries[0]].ValueSpan == st.ValueSpan {
		return e.replaceText(key, g.entries[0], v)
	}
	if v.flat() && len(v.List) > 0 && e.plainArray(st, g) {
		return e.replaceArray(key, g, v)
	}
	if comments := e.commentsIn(st.ValueSpan); comments {
		return e.fault(key, g, "comments inside its value would be lost")
	}
	text, err := v.Render()
	if err != nil {
		return e.fault(key, g, err.Error())
	}
	e.put(st.ValueSpan, text)
	return nil
}

// replaceMember handles a single value inside an inline table.
func (e *editor) replaceMember(key string, g *group, v *Value) error {
	if e.doc.Entries[g.entries[0]].Form == dialect.SetMember {
		return e.fault(key, g, "it is a name without a value")
	}
	return e.replaceText(key, g.entries[0], v)
}

// replaceText writes another text in the place of one, in the same quotes where
// they fit.
func (e *editor) replaceText(key string, entry int, v *Value) error {
	old := &e.doc.Entries[entry]
	text, err := likeBefore(old, v)
	if err != nil {
		return &ChangeError{Key: key, Span: old.ValueSpan, Why: err.Error()}
	}
	e.put(old.ValueSpan, text)
	return nil
}

func likeBefore(old *dialect.Entry, v *Value) (string, error) {
	switch {
	case old.Form == dialect.Literal && !strings.ContainsAny(v.Text, "'\\\n\r\t"):
		if _, ok := dialect.Quote(v.Text); ok {
			return "'" + v.Text + "'", nil
		}
	case old.Form.Quoted():
		quoted := Text(v.Text)
		return quoted.Render()
	}
	return v.Render()
}

// oneEach reports whether every statement of a list holds one element and is
// named after it, as the server writes lists.
func (e *editor) oneEach(key string, g *group) bool {
	if len(g.entries) != len(g.statements) {
		return false
	}
	for i, n := range g.statements {
		st, en := &e.doc.Statements[n], &e.doc.Entries[g.entries[i]]
		if en.Statement != n || en.Key != st.Key || !isIndex(strings.TrimPrefix(st.Key, key+".")) ||
			strings.Count(st.Key, ".") != strings.Count(key, ".")+1 || e.arrayHeader(st) {
			return false
		}
	}
	return true
}

func (e *editor) arrayHeader(st *dialect.Statement) bool {
	return st.Header >= 0 && e.doc.Headers[st.Header].Array
}

// rewrite replaces a setting of several statements by one: the first becomes
// `key = value`, the others go, with headers that hold nothing else.
func (e *editor) rewrite(key string, g *group, v *Value) error {
	for _, n := range g.statements {
		if !e.whole(g, n) {
			return e.fault(key, g, "it stands in an inline table together with others")
		}
	}
	first := &e.doc.Statements[g.statements[0]]
	header := ""
	if first.Header >= 0 {
		header = e.doc.Headers[first.Header].Name
	}
	name, below := below(key, header)
	if !below || e.commentsIn(first.ValueSpan) {
		if err := e.remove(key, g); err != nil {
			return err
		}
		return e.insert(&Change{Key: key, Value: v})
	}
	text, err := assignment(name, v, " = ")
	if err != nil {
		return e.fault(key, g, err.Error())
	}
	e.put(first.Span, e.laidOut(text, first.Span.Start))
	return e.removeStatements(key, g, g.statements[1:])
}

// laidOut gives the lines of a new text the indentation and the line breaks of
// the place where it goes.
func (x *index) laidOut(text string, at uint32) string {
	if !strings.Contains(text, "\n") || strings.Contains(text, "'''") {
		return text
	}
	return strings.ReplaceAll(text, "\n", x.lineBreak(x.lineEnd(at))+x.indent(at))
}

// below gives the part of a key behind a table's name; "" is the top.
func below(key, table string) (string, bool) {
	if table == "" {
		return key, true
	}
	return strings.CutPrefix(key, table+".")
}

// width is how long a line with a list may get.
const width = 100

// assignment writes `name = value`, a long list with one element a line.
func assignment(name string, v *Value, equals string) (string, error) {
	key, ok := dialect.RenderKey(name)
	if !ok {
		return "", errKey(name)
	}
	text, err := v.Render()
	if err != nil || len(key+equals+text) <= width || len(v.List) < 2 {
		return key + equals + text, err
	}
	var b strings.Builder
	b.WriteString(key + equals + "[\n")
	for i := range v.List {
		element, _ := v.List[i].Render() // it was rendered before
		b.WriteString("  " + element + ",\n")
	}
	b.WriteString("]")
	return b.String(), nil
}

// errKey is a key that no spelling in the file can stand for.
type errKey string

// Error names the key.
func (e errKey) Error() string { return string(e) + " cannot be written as a key" }

// commentsIn reports whether a comment stands in a span.
func (e *editor) commentsIn(s source.Span) bool {
	for _, t := range e.tokens(s) {
		if t.Kind == dialect.Comment {
			return true
		}
	}
	return false
}
