package dialect_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// FuzzDocumentAgreesWithTOML compares whole documents with a TOML parser where
// the two languages mean the same: both must see the same keys and the same
// text in every quoted value.
func FuzzDocumentAgreesWithTOML(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add("[a.b]\nc.\"d e\" = \"x\" # c\nf = [1, \"y\", { g = '', h = [] }]\n[a]\ni = '''\nj\n'''\n")
	f.Fuzz(func(t *testing.T, text string) {
		doc := dialect.Parse(source.New("fuzz", []byte(text)), dialect.Gen015)
		var tree map[string]any
		if len(text) > 4096 || !doc.Accepted() || differsKnowingly(doc) || toml.Unmarshal([]byte(text), &tree) != nil {
			return
		}
		strict := map[string]string{}
		flatten(strict, "", tree)
		for _, e := range doc.Entries {
			want, there := strict[e.Key]
			if !there {
				t.Fatalf("%q: TOML has no %q, it has %q", text, e.Key, strict)
			}
			if e.Form.Quoted() && want != e.Value {
				t.Fatalf("%q: %s is %q for the server, %q for TOML", text, e.Key, e.Value, want)
			}
		}
		if len(strict) != len(doc.Entries) {
			t.Fatalf("%q: %d settings for the server, TOML has %q", text, len(doc.Entries), strict)
		}
	})
}

// differsKnowingly reports the spellings that TOML reads otherwise: escapes,
// carriage returns, more quotes than three in a row, arrays of tables (whose
// subtables and numbers differ), capital letters and quotes in headers, apostrophes in
// keys, and sets.
func differsKnowingly(doc *dialect.Document) bool {
	text := string(doc.File.Data)
	if strings.ContainsAny(text, "\\\r") || strings.Contains(text, `""""`) || strings.Contains(text, "''''") {
		return true
	}
	for _, h := range doc.Headers {
		name := doc.File.Text(h.NameSpan)
		if h.Array || strings.ContainsAny(name, `'"`) || name != strings.ToLower(name) {
			return true
		}
	}
	for _, e := range doc.Entries {
		if e.Form == dialect.SetMember || strings.Contains(doc.File.Text(e.KeySpan), "'") {
			return true
		}
	}
	for _, st := range doc.Statements {
		if strings.Contains(doc.File.Text(st.KeySpan), "'") {
			return true
		}
	}
	return false
}

// flatten names the leaves of a TOML tree as the server does.
func flatten(out map[string]string, key string, v any) {
	switch x := v.(type) {
	case map[string]any:
		for k, inner := range x {
			if key != "" {
				k = key + "." + k
			}
			flatten(out, k, inner)
		}
	case []any:
		for i, inner := range x {
			flatten(out, fmt.Sprintf("%s.%04d", key, i), inner)
		}
	default:
		out[key] = fmt.Sprint(x)
	}
}

// TestSampleAgreesWithTOML holds the sample against a TOML parser, so that the
// comparison above is known to see something.
func TestSampleAgreesWithTOML(t *testing.T) {
	text := "[server]\nname = \"x\"\nbind = [\"a\", 'b', { c = 1 }]\n[server.tls]\nimplicit = true\n"
	doc := dialect.Parse(source.New("sample", []byte(text)), dialect.Gen015)
	var tree map[string]any
	if err := toml.Unmarshal([]byte(text), &tree); err != nil || differsKnowingly(doc) {
		t.Fatalf("the sample is not comparable: %v", err)
	}
	strict := map[string]string{}
	flatten(strict, "", tree)
	for key, value := range doc.Keys() {
		if strict[key] != value {
			t.Errorf("%s is %q for the server, %q for TOML", key, value, strict[key])
		}
	}
	if len(strict) != len(doc.Entries) || len(strict) != 5 {
		t.Errorf("%d settings for TOML, %d for the server", len(strict), len(doc.Entries))
	}
}
