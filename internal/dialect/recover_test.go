package dialect_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TestRecovery states what is reported for broken files, and what is read after
// the fault. An error is written "line kind", with the text where the construct
// was opened if that is known.
func TestRecovery(t *testing.T) {
	for _, c := range []struct{ name, text, errors, entries string }{
		{"quote closed by a later one", "a = \"x\nb = \"y\"\nc = 3\n", "2 expected \"", "b=y c=3"},
		{"literal quote closed by a later one", "a = 'x\nb = 'y'\nc = 3\n", "2 expected '", "b=y c=3"},
		{"quote never closed", "a = \"x\nb = 2\nc = 3\n", "4 eof \"", "b=2 c=3"},
		{"three quotes never closed", "a = '''x\nb = 2\nc = 3\n", "4 eof '", "b=2 c=3"},
		{"quote inside an array", "a = [\n \"x\nb = 2\n[t]\nc = 3\n", "6 eof \"", "b=2 t.c=3"},
		{"quote inside an inline table of an array", "a = [\n{ x = 1,\n y = \"q },\n]\nb = 2\n", "6 eof \"", "b=2"},
		{"two quotes, two statements", "a = \"x\nb = 1\nc = 'y\nd = 2\n", "5 eof \"|3 eof '", "b=1 d=2"},
		{"fault in an array", "a = [\n  \"x\",\n  @,\n  \"z\",\n]\nb = 2\n", "3 expected [", "b=2"},
		{"array not closed, then a setting", "a = [\"x\"\nb = 2\nc = 3\n", "2 expected [", "b=2 c=3"},
		{"array not closed after a comma", "a = [\n\"x\",\nb.c = 2\n[t]\nd = 3\n", "3 expected [", "b.c=2 t.d=3"},
		{"comma missing in an inline table", "a = {\n b = 1\n c = 2\n}\nd = 3\n", "3 expected {", "d=3"},
		{"trailing comma in an inline table", "a = { b = 1, }\nc = 2\n", "1 empty-key {", "c=2"},
		{"empty inline table", "a = {}\nc = 2\n", "1 empty-key {", "c=2"},
		{"value on the next line", "a =\n\"x\"\nb = 2\n", "1 eol", "b=2"},
		{"value missing", "a =\nb = 2\n", "1 eol", "b=2"},
		{"key without a value", "a\nb = 2\n", "1 eol", "b=2"},
		{"key begins with an underscore", "_a = 1\nb = 2\n", "1 unexpected", "b=2"},
		{"key quote not closed", "\"a = 1\nb = 2\n", "1 eol \"", "b=2"},
		{"header with a bad character", "[t@]\na = 1\n[u]\nb = 2\n", "1 unexpected", "t@.a=1 u.b=2"},
		{"header not closed", "[T # c\na = 1\n", "1 unexpected", "t.a=1"},
		{"array header not closed", "[[t\na = 1\n[[t]]\na = 2\n", "1 eol", "t.0000.a=1 t.0001.a=2"},
		{"empty array header", "[[]]\na = 1\n", "1 empty-table", "a=1"},
		{"word with an underscore", "a = x_y\nb = 2\n", "1 expected", "b=2"},
		{"nested too deep", "a = [[[[[[[[[[1]]]]]]]]]]\nb = 2\n", "1 nesting [", "b=2"},
		{"nested as deep as allowed", "a = [[[[[[[[[1]]]]]]]]]\n", "", "a" + strings.Repeat(".0000", 9) + "=1"},
		{"duplicates are marked and passed", "a = 1\na = 2\nb = 3\n", "2 duplicate-key a = 1", "a=1 a=2! b=3"},
		{"duplicate across spellings", "[t]\nx = [1]\n[t.x]\n0000 = 2\n", "4 duplicate-key x = [1", "t.x.0000=1 t.x.0000=2!"},
		{"a broken statement takes its key back", "a = [1, @]\na = [2]\n", "1 expected [", "a.0000=2"},
		{"final newline missing", "a = 1\nb = 2", "2 eof", "a=1 b=2"},
		{"not UTF-8", "a = 1\nb = \"\xff\"\n", "2 encoding", "a=1 b=\xff"},
		{"byte order mark", "\ufeffa = 1\nb = 2\n", "1 unexpected", "b=2"},
		{"two faults on a line are one error", "a = @ @ \" '\nb = 1\n", "1 expected", "b=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := dialect.Parse(source.New("broken", []byte(c.text)), dialect.Gen015)
			invariants(t, doc)
			if diff := cmp.Diff(c.errors, describeErrors(doc)); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.entries, describeEntries(doc)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func describeErrors(doc *dialect.Document) string {
	var out []string
	for _, e := range doc.Errors {
		s := fmt.Sprintf("%d %s", e.Line, e.Kind)
		if !e.Opened.Empty() {
			s += " " + doc.File.Text(e.Opened)
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

func describeEntries(doc *dialect.Document) string {
	var out []string
	for _, e := range doc.Entries {
		s := e.Key + "=" + e.Value
		if e.Duplicate {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// invariants are true of every document, whatever the input was.
func invariants(t *testing.T, doc *dialect.Document) {
	t.Helper()
	lossless(t, doc)
	data, end := doc.File.Data, uint32(len(doc.File.Data))
	inside := func(what string, s source.Span) {
		if s.End > end || s.End < s.Start {
			t.Fatalf("%s %v is outside of %q", what, s, data)
		}
	}
	lines := map[int]bool{}
	for _, e := range doc.Errors {
		inside("error", e.Span)
		inside("opening of an error", e.Opened)
		line := doc.File.Line(e.Span.Start)
		if lines[line] || e.Line < 1 || e.Line > doc.File.LineCount()+1 || e.Kind == "" || e.Detail == "" {
			t.Fatalf("error %+v is wrong or second on line %d of %q", e, line, data)
		}
		lines[line] = true
	}
	for i, st := range doc.Statements {
		inside("statement", st.Span)
		inside("key", st.KeySpan)
		inside("value", st.ValueSpan)
		inside("comment", st.Comment)
		if st.Header < -1 || st.Header >= len(doc.Headers) || i > 0 && st.Span.Start < doc.Statements[i-1].Span.Start {
			t.Fatalf("statement %+v is out of place in %q", st, data)
		}
	}
	seen := map[string]bool{}
	for _, e := range doc.Entries {
		inside("entry key", e.KeySpan)
		inside("entry value", e.ValueSpan)
		st := doc.Statements[e.Statement]
		switch {
		case e.Duplicate != seen[e.Key]:
			t.Fatalf("entry %+v is wrongly marked in %q", e, data)
		case st.Broken:
			t.Fatalf("entry %+v belongs to a broken statement of %q", e, data)
		case !e.Nested && (e.KeySpan != st.KeySpan || e.ValueSpan != st.ValueSpan || e.Key != st.Key):
			t.Fatalf("entry %+v does not agree with its statement %+v in %q", e, st, data)
		case e.Form == dialect.Bare && doc.File.Text(e.ValueSpan) != e.Value:
			t.Fatalf("bare entry %+v is not what is written in %q", e, data)
		}
		seen[e.Key] = true
	}
	if keys := doc.Keys(); len(keys) != len(seen) {
		t.Fatalf("%d keys of %d in %q", len(keys), len(seen), data)
	}
}
