package dialect_test

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

var generations = []dialect.Generation{dialect.Gen015, dialect.Gen012, dialect.Gen06}

// awkward are the pieces that random values and names are made of.
var awkward = []string{`\`, `\\`, `"`, `'`, "\n", "\r", "\t", "n", "r", "t", "a", "B", " ", ".", "=", "#", "]", "é", `"""`, `'''`, "-", "_", "\x01", "\x7f", ""}

func random(r *rand.Rand, most int) string {
	var b strings.Builder
	for n := r.Intn(most + 1); n > 0; n-- {
		b.WriteString(awkward[r.Intn(len(awkward))])
	}
	return b.String()
}

// readsAs demands that every generation of the server reads exactly one key.
func readsAs(t *testing.T, text, key, value string) {
	t.Helper()
	for _, gen := range generations {
		doc := dialect.Parse(source.New("quoted", []byte(text)), gen)
		if got, there := doc.Keys()[key]; !doc.Accepted() || !there || got != value || len(doc.Entries) != 1 {
			t.Fatalf("generation %s reads %q as %q with errors %v, want %q = %q", gen, text, doc.Keys(), doc.Errors, key, value)
		}
	}
}

// TestQuoteReadsBack writes random values and reads them with all generations
// of the server and with a TOML parser.
func TestQuoteReadsBack(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	both, one, none := 0, 0, 0
	for i := 0; i < 30000; i++ {
		value := random(r, 7)
		text, ok := dialect.Quote(value)
		if text == "" {
			none++
			continue
		}
		readsAs(t, "k = "+text+"\n", "k", value)
		if !ok {
			one++
			continue
		}
		both++
		var strict map[string]any
		if err := toml.Unmarshal([]byte("k = "+text+"\n"), &strict); err != nil || strict["k"] != value {
			t.Fatalf("TOML reads %s as %q (%v), want %q", text, strict["k"], err, value)
		}
	}
	if both < 15000 || one == 0 || none == 0 {
		t.Errorf("%d values for both, %d for the server alone, %d for neither: the mix is not what was meant", both, one, none)
	}
}

func TestQuote(t *testing.T) {
	for _, c := range []struct {
		value, text string
		ok          bool
	}{
		{"", `""`, true},
		{"plain", `"plain"`, true},
		{`say "hi"`, `'say "hi"'`, true},
		{`it's "so"`, `"it's \"so\""`, true},
		{"a\nb", `"a\nb"`, true},
		{`^\d+$`, `'''^\d+$'''`, true},
		{"\nnext \\d", "'''\n\nnext \\d'''", true},
		{`\d'`, `"\\d'"`, true},
		{"bell\a", "'''bell\a'''", false},
		{`'''\`, `"""'''\"""`, false},
		{`\n'`, `"""\n'"""`, false},
		{"\\\r", "", false},
		{"\xff", "", false},
	} {
		if text, ok := dialect.Quote(c.value); text != c.text || ok != c.ok {
			t.Errorf("Quote(%q) = %s, %v; want %s, %v", c.value, text, ok, c.text, c.ok)
		}
	}
}

func TestRenderKeyReadsBack(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	written := 0
	for i := 0; i < 20000; i++ {
		key := random(r, 6)
		text, ok := dialect.RenderKey(key)
		if !ok {
			continue
		}
		written++
		readsAs(t, text+" = 1\n", key, "1")
		var strict map[string]any
		if err := toml.Unmarshal([]byte(text+" = \"1\"\n"), &strict); err != nil || flat(strict) != "1" {
			t.Fatalf("TOML refuses the key %s: %v", text, err)
		}
	}
	if written < 5000 {
		t.Errorf("only %d keys could be written", written)
	}
	for _, bad := range []string{"", "a\\b", "a.\n", "\xff"} {
		if text, ok := dialect.RenderKey(bad); ok {
			t.Errorf("RenderKey(%q) = %s although nothing reads it back", bad, text)
		}
	}
	if text, ok := dialect.QuoteKey("queue", "a.b", "x y", "-z"); text != `queue."a.b"."x y".-z` || !ok {
		t.Errorf("QuoteKey gives %s, %v", text, ok)
	}
}

func TestRenderHeaderReadsBack(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	written := 0
	for i := 0; i < 20000; i++ {
		table := random(r, 6)
		text, ok := dialect.RenderHeader(table)
		if !ok {
			continue
		}
		written++
		readsAs(t, text+"\nk = 1\n", table+".k", "1")
		var strict map[string]any
		if err := toml.Unmarshal([]byte(text+"\nk = \"1\"\n"), &strict); err != nil || flat(strict) != "1" {
			t.Fatalf("TOML refuses the header %s: %v", text, err)
		}
	}
	if written < 1000 {
		t.Errorf("only %d headers could be written", written)
	}
	for table, want := range map[string]string{"server.listener.smtp": "[server.listener.smtp]", "a.Big": `[a."Big"]`, "a.x y": `[a."x y"]`} {
		if text, ok := dialect.RenderHeader(table); text != want || !ok {
			t.Errorf("RenderHeader(%q) = %s, %v; want %s", table, text, ok, want)
		}
	}
	for _, bad := range []string{"", "aB.c", "x y", ".a", `a.\`} {
		if text, ok := dialect.RenderHeader(bad); ok {
			t.Errorf("RenderHeader(%q) = %s although the server reads another name", bad, text)
		}
	}
}

// TestIsScalarAgreesWithTOML compares with a TOML parser on short words of the
// characters that numbers and dates have.
func TestIsScalarAgreesWithTOML(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	words := []string{"true", "false", "inf", "-nan", "2024-02-29", "2024-13-01", "2024-2-01", "0x1F", "0o17", "0b12", "1.5e+3", "1e+-3", "01", "-0", "+0x1"}
	for i := 0; i < 20000; i++ {
		b := make([]byte, 1+r.Intn(5))
		for j := range b {
			b[j] = "0123456789.+-exob"[r.Intn(17)]
		}
		words = append(words, string(b))
	}
	for _, w := range words {
		var strict map[string]any
		err := toml.Unmarshal([]byte("k = "+w+"\n"), &strict)
		if err != nil && strings.Contains(err.Error(), "out of range") {
			continue // a number of TOML all the same
		}
		if got := dialect.IsScalar(w); got != (err == nil) {
			t.Errorf("IsScalar(%q) = %v, TOML says %v", w, got, err)
		}
	}
}
