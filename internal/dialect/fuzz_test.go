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

// FuzzParse demands of any input: no panic, the invariants of a document, and a
// first error that does not depend on what follows its line.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s), uint8(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, gen uint8) {
		doc := dialect.Parse(source.New("fuzz", data), dialect.Generation(gen%3))
		invariants(t, doc)
		if len(doc.Errors) == 0 {
			return
		}
		// The server reads no further than its first error, so what comes after the
		// end of that line cannot change it. Only strings and arrays reach further.
		e := doc.Errors[0]
		cut := doc.File.LineSpan(e.Line).End
		if int(cut) >= len(data) || e.Kind == dialect.ErrEncoding || e.Kind == dialect.ErrEOF {
			return
		}
		for cut < uint32(len(data)) && data[cut] != '\n' {
			cut++
		}
		short := dialect.Parse(source.New("fuzz", data[:min(int(cut)+1, len(data))]), doc.Generation)
		if len(short.Errors) == 0 || short.Errors[0].Kind != e.Kind || short.Errors[0].Line != e.Line {
			t.Fatalf("the first error %+v of %q is %+v without the rest", e, data, short.Errors)
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
