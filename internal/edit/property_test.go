package edit_test

import (
	"bytes"
	"errors"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/edit"
	"github.com/stalcfg/stalcfg/internal/golden/published"
)

// comments gives the comments of a document, sorted.
func comments(doc *dialect.Document) []string {
	var out []string
	for _, t := range doc.Tokens {
		if t.Kind == dialect.Comment {
			out = append(out, strings.TrimSpace(doc.File.Text(t.Span)))
		}
	}
	slices.Sort(out)
	return out
}

// values are what settings are changed to.
var values = []edit.Value{
	edit.Plain("4096"), edit.Text("64mb"), edit.Text("it's"), edit.List("a"), edit.List("a", "b", "c"), edit.List(),
	{List: []edit.Value{{Table: []edit.Member{{Key: "if", Value: edit.Text("a")}, {Key: "then", Value: edit.Text("b")}}}, {Table: []edit.Member{{Key: "else", Value: edit.Text("c")}}}}},
}

// others are keys that few files have.
var others = []string{"server.max-connections", "cache.message.size", "server.listener.zz.bind", "lookup.a.b", "store.zz.type", "queue.virtual.local.threads-per-node", "x"}

// check demands of a result that other settings, comments and strict TOML are
// as before.
func check(t *testing.T, name string, before *dialect.Document, data []byte, c edit.Change) {
	t.Helper()
	after := parse(data)
	old, now := before.Keys(), after.Keys()
	for _, m := range []map[string]string{old, now} {
		for key := range m {
			if a, b := old[key], now[key]; a != b && edit.Base(key) != c.Key {
				t.Fatalf("%s: changing %s changes %s from %q to %q", name, c.Key, key, a, b)
			}
		}
	}
	got, found := edit.Pieces(after, c.Key)
	if c.Value == nil && found || c.Value != nil && !slices.Equal(got, c.Value.Pieces()) {
		t.Fatalf("%s: %s became %v", name, c.Key, got)
	}
	if c.Value != nil && !slices.Equal(comments(before), comments(after)) {
		t.Fatalf("%s: setting %s changes the comments:\n%s", name, c.Key, data)
	}
	var x map[string]any
	if toml.Unmarshal(before.File.Data, &x) == nil {
		if err := toml.Unmarshal(data, &x); err != nil && !elsewhere(before, c.Key) {
			t.Fatalf("%s: after changing %s strict TOML fails: %v\n%s", name, c.Key, err, data)
		}
	}
}

// elsewhere reports whether the key has settings inside it or stands inside a
// setting with a value or an array of tables, so that TOML has no place for it.
func elsewhere(doc *dialect.Document, key string) bool {
	for k := range doc.Keys() {
		if strings.HasPrefix(k, key+".") || strings.HasPrefix(key, k+".") {
			return true
		}
	}
	return slices.ContainsFunc(doc.Headers, func(h dialect.Header) bool {
		return h.Array && strings.HasPrefix(key, h.Base+".") || h.Name == key || strings.HasPrefix(h.Name, key+".")
	})
}

// TestCorpus changes, adds and removes settings of every published file.
func TestCorpus(t *testing.T) {
	done, refused, reasons := 0, 0, map[string]int{}
	for name, data := range published.Accepted(t, "real/*.toml", "official/*/*/*.toml", "official/*/*.toml") {
		rnd := rand.New(rand.NewSource(int64(len(data))))
		doc := parse(data)
		keys := slices.Clone(others)
		for key := range doc.Keys() {
			keys = append(keys, edit.Base(key))
		}
		slices.Sort(keys)
		keys = slices.Compact(keys)
		rnd.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		for _, key := range keys[:min(len(keys), 1000000/max(len(data), 20000))] {
			c := edit.Change{Key: key}
			if rnd.Intn(4) > 0 {
				c.Value = &values[rnd.Intn(len(values))]
			}
			out, err := edit.Apply(doc, c)
			var why *edit.ChangeError
			switch {
			case errors.As(err, &why) && (why.Why != "it would not get the value" || edit.Base(key+".0000") != key):
				refused++
				reasons[why.Why]++
				continue
			case err != nil:
				t.Fatalf("%s: %s to %+v: %v", name, key, c.Value, err)
			}
			done++
			check(t, name, doc, out, c)
			if again, err := edit.Apply(parse(out), c); err != nil || !bytes.Equal(again, out) {
				t.Fatalf("%s: changing %s twice: %v", name, key, err)
			}
		}
	}
	t.Logf("%d changes, %d refused: %v", done, refused, reasons)
	if refused*20 > done {
		t.Errorf("%d of %d changes are refused", refused, done)
	}
}

func FuzzApply(f *testing.F) {
	f.Add([]byte("[a]\nb = [1, # x\n 2]\n[[c]]\nd = { e = 1, f = [2] }\n"), "a.b", uint8(3))
	f.Add([]byte("a.b.0000 = 1\na.b.0001.if = 'x'\n"), "a.b", uint8(1))
	f.Add([]byte("[server]\r\nhostname = 1\r\n# end"), "server.listener.x.bind", uint8(4))
	f.Fuzz(func(t *testing.T, data []byte, key string, n uint8) {
		doc := parse(data)
		if !doc.Accepted() {
			return
		}
		c := edit.Change{Key: key}
		if int(n) < len(values) {
			c.Value = &values[n]
		}
		out, err := edit.Apply(doc, c)
		if err != nil {
			return
		}
		got, found := edit.Pieces(parse(out), key)
		if c.Value == nil && found || c.Value != nil && !slices.Equal(got, c.Value.Pieces()) {
			t.Fatalf("%q became %v", key, got)
		}
		if again, err := edit.Apply(parse(out), c); err != nil || !bytes.Equal(again, out) {
			t.Fatalf("a second time: %v\n%q\n%q", err, out, again)
		}
	})
}

func BenchmarkApply(b *testing.B) {
	var text strings.Builder
	for i := 0; i < 2000; i++ {
		text.WriteString("[store.s" + strings.Repeat("x", i%7) + element(i) + "]\ntype = \"rocksdb\"\npath = \"/var\"\n\n")
	}
	doc := parse([]byte(text.String()))
	v := edit.Plain("5")
	var cs []edit.Change
	for _, k := range others {
		cs = append(cs, edit.Change{Key: k, Value: &v})
	}
	b.SetBytes(int64(text.Len()))
	for i := 0; i < b.N; i++ {
		if _, err := edit.Apply(doc, cs...); err != nil {
			b.Fatal(err)
		}
	}
}

func element(i int) string {
	return string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
}
