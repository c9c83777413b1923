package dialect_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/golden/published"
	"github.com/stalcfg/stalcfg/internal/source"
)

// outcome is what a real parser did: its map, or the kind and line of its error.
type outcome struct {
	Keys  map[string]string `json:"keys"`
	Error string            `json:"error"`
	Line  int               `json:"line"`
}

type vector struct {
	ID    int      `json:"id"`
	Input string   `json:"input"`
	New   *outcome `json:"v0.13+"`
	Mid   *outcome `json:"v0.7-v0.12"`
	Old   *outcome `json:"v0.6-"`
}

// TestVectors compares with what the server's real parsers did, in all three
// generations. A generation that is not recorded did the same as a newer one.
func TestVectors(t *testing.T) {
	published.Lines(t, "dialect/vectors.jsonl", 1000, func(line []byte) {
		var v vector
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if v.Mid == nil {
			v.Mid = v.New
		}
		if v.Old == nil {
			v.Old = v.Mid
		}
		check(t, v, dialect.Gen015, v.New)
		check(t, v, dialect.Gen012, v.Mid)
		check(t, v, dialect.Gen06, v.Old)
	})
}

func check(t *testing.T, v vector, gen dialect.Generation, want *outcome) {
	t.Helper()
	doc := dialect.Parse(source.New("vector", []byte(v.Input)), gen)
	got := &outcome{}
	if doc.Accepted() {
		got.Keys = doc.Keys()
	} else {
		got.Error, got.Line = string(doc.Errors[0].Kind), doc.Errors[0].Line
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vector %d, generation %s, input %q (-server +ours):\n%s", v.ID, gen, v.Input, diff)
	}
	lossless(t, doc)
}

// lossless demands that the tokens concatenate to the file.
func lossless(t *testing.T, doc *dialect.Document) {
	t.Helper()
	at := uint32(0)
	for _, tok := range doc.Tokens {
		if tok.Span.Start != at || tok.Span.End <= at {
			t.Fatalf("token %v does not continue at %d in %q", tok, at, doc.File.Data)
		}
		at = tok.Span.End
	}
	if int(at) != len(doc.File.Data) {
		t.Fatalf("tokens end at %d of %d in %q", at, len(doc.File.Data), doc.File.Data)
	}
}
