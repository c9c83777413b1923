package dialect_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TestEntrySpans states, for each entry, the text its key and value cover.
func TestEntrySpans(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = 1\n", "a: <a> <1> bare"},
		{"  a b\t=  \"x\" # c\n", "ab: <a b> <\"x\"> basic"},
		{"a.\"b.c\" = 'x\\ny'\n", "a.b.c: <a.\"b.c\"> <'x\\ny'> literal"},
		{"a = \"\"\"\nx\"\"\"\n", "a: <a> <\"\"\"\nx\"\"\"> multi-basic"},
		{"a = ''''''\n", "a: <a> <''''''> multi-literal"},
		{"a = [1, 'x',\n# c\n2]\n", "a.0000: <a> <1> bare nested|a.0001: <a> <'x'> literal nested|a.0002: <a> <2> bare nested"},
		{"a = { b = 1, c.d = \"x\" }\n", "a.b: <b> <1> bare nested|a.c.d: <c.d> <\"x\"> basic nested"},
		{"a = { \"10.0.0.0/8\", x }\n", "a.10.0.0.0/8: <a> <\"10.0.0.0/8\"> member nested|a.x: <a> <x> member nested"},
		{"a = []\nb = ''\n", "b: <b> <''> literal"},
		{"[t]\nä = 1\n\"ä\" = 1\r\n", "t.ä: <\"ä\"> <1> bare"},
	} {
		doc := dialect.Parse(source.New("spans", []byte(c.text)), dialect.Gen015)
		var got []string
		for _, e := range doc.Entries {
			s := fmt.Sprintf("%s: <%s> <%s> %s", e.Key, doc.File.Text(e.KeySpan), doc.File.Text(e.ValueSpan), formName(e.Form))
			if e.Nested {
				s += " nested"
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func formName(f dialect.Form) string {
	return [...]string{"bare", "basic", "literal", "multi-basic", "multi-literal", "member", "env"}[f]
}

func TestStatementSpans(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = 1 # c\n", "<a> <1> <a = 1> <# c>"},
		{"a = [1, # one\n 2 ] # end\n", "<a> <[1, # one\n 2 ]> <a = [1, # one\n 2 ]> <# end>"},
		{"a = [1, # one\n 2 ]\n", "<a> <[1, # one\n 2 ]> <a = [1, # one\n 2 ]> <>"},
		{"a = { b = 1 }\t\n", "<a> <{ b = 1 }> <a = { b = 1 }> <>"},
		{"a = []#\n", "<a> <[]> <a = []> <#>"},
	} {
		doc := dialect.Parse(source.New("spans", []byte(c.text)), dialect.Gen015)
		if len(doc.Statements) != 1 || !doc.Accepted() {
			t.Fatalf("%q: %d statements, errors %v", c.text, len(doc.Statements), doc.Errors)
		}
		st := doc.Statements[0]
		text := doc.File.Text
		got := fmt.Sprintf("<%s> <%s> <%s> <%s>", text(st.KeySpan), text(st.ValueSpan), text(st.Span), text(st.Comment))
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[a.b]\n", "a.b base a.b <a.b> <[a.b]> <>"},
		{"[SERVER.X]\n", "Server.x base Server.x <SERVER.X> <[SERVER.X]> <>"},
		{"[ a . \"B c\" ] rest # c\n", "a.B c base a.B c <a . \"B c\"> <[ a . \"B c\" ]> <rest>"},
		{"[[X]]\n", "x.0000 base x array 0 <X> <[[X]]> <>"},
		{"[[x]]\n[[x]]\n", "x.0001 base x array 1 <x> <[[x]]> <>"},
		{"[[x]]\n[[y]]\n[[x]]\n", "x.0000 base x array 0 <x> <[[x]]> <>"},
		{"[[a] \"]\" ]\n", "a.0000] base a array 0 <a> <[[a] \"]\" ]> <>"},
		{"[É.É]\n", "É.É base É.É <É.É> <[É.É]> <>"},
	} {
		doc := dialect.Parse(source.New("headers", []byte(c.text)), dialect.Gen015)
		if len(doc.Headers) == 0 || !doc.Accepted() {
			t.Fatalf("%q: errors %v", c.text, doc.Errors)
		}
		lossless(t, doc)
		h := doc.Headers[len(doc.Headers)-1]
		got := h.Name + " base " + h.Base
		if h.Array {
			got += fmt.Sprintf(" array %d", h.Index)
		}
		got += fmt.Sprintf(" <%s> <%s> <%s>", doc.File.Text(h.NameSpan), doc.File.Text(h.Span), doc.File.Text(h.Rest))
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestGenerationsDiffer states where the three generations part.
func TestGenerationsDiffer(t *testing.T) {
	for _, c := range []struct {
		text string
		want [3]string // 0.15, 0.12, 0.6
	}{
		{"a/b = 1\n", [3]string{"a/b=1", "1 unexpected", "1 unexpected"}},
		{"a = !HOME\n", [3]string{"1 expected", "1 expected", "a="}},
		{"a = {\nb = 1}\n", [3]string{"a.b=1", "a.b=1", "1 eol {|2 expected"}},
		{"a = {}\n", [3]string{"1 empty-key {", "1 empty-key {", ""}},
	} {
		for i, gen := range generations {
			doc := dialect.Parse(source.New("generations", []byte(c.text)), gen)
			got := describeEntries(doc)
			if !doc.Accepted() {
				got = describeErrors(doc)
			}
			if got != c.want[i] {
				t.Errorf("%q in generation %s: %s, want %s", c.text, gen, got, c.want[i])
			}
		}
	}
}
