package dialect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

var seeds = []string{
	"", "\n", "a = 1\n", "[t]\nk = \"v\" # c\n", "[[x]]\na = 1\n[[y]]\n[[x]]\na = 2\n", "a = [1, \"b\", { c = 'd' }]\n",
	"s = { \"10.0.0.0/8\", x }\n", "t = '''a\\nb'''\n", "u = \"a\\\\nb\"\n", "x = \"unclosed\ny = 2\nz = \"w\"\n", "a = !X\n", "\ufeffa = 1\n",
	"[A.\"b c\"] rest\nk.\"l.m\" = 5m\n", "a = 1\na = 2\n", "b = [\n1,\n# c\n2,\n]\n", "a = \"\"\"\n\"\"\"\n", "k\r\n=1", "a = \xff\n", "[", "[[", "a = {", "a = [[[[[[[[[[[1]]]]]]]]]]]\n",
}

// FuzzParse demands of any input: no panic, tokens that concatenate to it, at
// most one error a line, spans inside the file.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s), uint8(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, gen uint8) {
		doc := dialect.Parse(source.New("fuzz", data), dialect.Generation(gen%3))
		lossless(t, doc)
		lines := map[int]bool{}
		for _, e := range doc.Errors {
			line := doc.File.Line(e.Span.Start)
			if lines[line] {
				t.Fatalf("two errors on line %d of %q", line, data)
			}
			lines[line] = true
		}
		n := uint32(len(data))
		for _, e := range doc.Entries {
			if e.ValueSpan.End > n || e.KeySpan.End > n || e.ValueSpan.End < e.ValueSpan.Start || e.Statement < 0 {
				t.Fatalf("entry %+v outside of %q", e, data)
			}
		}
		for _, st := range doc.Statements {
			if st.Span.End > n || st.ValueSpan.End > n || st.Span.End < st.Span.Start {
				t.Fatalf("statement %+v outside of %q", st, data)
			}
		}
	})
}

// FuzzReparse writes what was read in our own spelling and reads it again.
func FuzzReparse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc := dialect.Parse(source.New("fuzz", []byte(text)), dialect.Gen015)
		if !doc.Accepted() {
			return
		}
		var b strings.Builder
		want := map[string]string{}
		for k, v := range doc.Keys() {
			key, ok := dialect.RenderKey(k)
			value, ok2 := dialect.Quote(v)
			if !ok || !ok2 {
				continue
			}
			want[k] = v
			b.WriteString(key + " = " + value + "\n")
		}
		for _, gen := range []dialect.Generation{dialect.Gen015, dialect.Gen012, dialect.Gen06} {
			again := dialect.Parse(source.New("again", []byte(b.String())), gen)
			if diff := cmp.Diff(want, again.Keys()); diff != "" || !again.Accepted() {
				t.Fatalf("%s of %q: %v\n%s", b.String(), text, again.Errors, diff)
			}
		}
		var any map[string]any
		for k := range want {
			for l := range want {
				if k != l && strings.HasPrefix(l, k+".") {
					return // a value and a table of one name: not TOML
				}
			}
		}
		if err := toml.Unmarshal([]byte(b.String()), &any); err != nil {
			t.Fatalf("strict TOML refuses %q: %v", b.String(), err)
		}
	})
}

// FuzzAgreesWithTOML compares with a TOML 1.0 parser on single quoted values
// and bare keys, where both must read the same.
func FuzzAgreesWithTOML(f *testing.F) {
	for _, s := range []string{"plain", "with \"quotes\"", `back\slash`, "line\nbreak", "tab\t", "'", `\\n`, "ünïcode", "'''", "a\rb"} {
		f.Add("key.sub", s)
	}
	f.Fuzz(func(t *testing.T, key, value string) {
		k, ok := dialect.RenderKey(key)
		v, ok2 := dialect.Quote(value)
		if !ok || !ok2 || key == "" {
			return
		}
		text := k + " = " + v + "\n"
		doc := dialect.Parse(source.New("fuzz", []byte(text)), dialect.Gen015)
		var strict map[string]any
		err := toml.Unmarshal([]byte(text), &strict)
		if !strings.ContainsRune(text, '\uFFFD') && (err == nil) != doc.Accepted() {
			t.Fatalf("%q: TOML %v, server %v", text, err, doc.Errors)
		}
		if err != nil || !doc.Accepted() {
			return
		}
		if got := doc.Keys()[key]; got != value || flat(strict) != value {
			t.Fatalf("%q: server %q, TOML %q, want %q", text, got, flat(strict), value)
		}
	})
}

// flat is the only leaf of nested tables.
func flat(v any) string {
	for {
		switch x := v.(type) {
		case map[string]any:
			for _, inner := range x {
				v = inner
			}
		case string:
			return x
		default:
			return ""
		}
	}
}
