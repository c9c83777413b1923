package format_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/format"
	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/source"
)

const (
	golds  = "../../testdata/golden/fmt"
	corpus = "../../../shared/corpus"
)

var generations = []dialect.Generation{dialect.Gen015, dialect.Gen012, dialect.Gen06}

func parse(data []byte, gen dialect.Generation) *dialect.Document {
	return dialect.Parse(source.New("config.toml", data), gen)
}

// checkAll formats a text in every generation that accepts it and demands the
// same settings, the same comments, and that a second time changes nothing.
func checkAll(t *testing.T, name string, data []byte, o format.Options) []byte {
	t.Helper()
	var result []byte
	for _, gen := range generations {
		doc := parse(data, gen)
		if !doc.Accepted() {
			continue
		}
		out, err := format.Format(doc, o)
		if errors.Is(err, format.ErrMeaning) && o.Tables && name == "fuzz" {
			continue // keys that no table can hold
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again := parse(out, gen)
		if !again.Accepted() || !maps.Equal(again.Keys(), doc.Keys()) {
			t.Fatalf("%s: generation %s reads other settings\n%s\nof\n%s\n%s", name, gen, out, data, cmp.Diff(doc.Keys(), again.Keys()))
		}
		if diff := cmp.Diff(comments(doc), comments(again)); diff != "" && !(o.Tables && len(doc.Headers) == 0) {
			t.Fatalf("%s: comments differ: %s\n%s", name, diff, out)
		}
		twice, err := format.Format(again, o)
		if err != nil || !bytes.Equal(twice, out) {
			t.Fatalf("%s: a second time gives (%v)\n%s\nof\n%s", name, err, cmp.Diff(string(out), string(twice)), data)
		}
		if gen == dialect.Gen015 || result == nil {
			result = out
		}
	}
	return result
}

// comments gives the text of all comments and of what is ignored behind headers,
// in order, without the marks and blanks that may be added.
func comments(doc *dialect.Document) string {
	var b strings.Builder
	for _, t := range doc.Tokens {
		if t.Kind == dialect.Comment || t.Kind == dialect.HeaderRest {
			b.WriteString(strings.NewReplacer("#", "", " ", "", "\t", "", "\r", "").Replace(doc.File.Text(t.Span)))
		}
	}
	return b.String()
}

// TestGolden formats the file "in" of each archive; "strict" in the comment
// demands that a TOML parser takes the result.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(golds + "/*.txtar")
	if err != nil || len(paths) < 5 {
		t.Fatalf("%d archives: %v", len(paths), err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := bytes.ReplaceAll(a.Files[0].Data, []byte("<CR>"), []byte("\r"))
		o := format.Options{Tables: bytes.Contains(a.Comment, []byte("tables: "))}
		out := checkAll(t, path, in, o)
		if out == nil {
			t.Errorf("%s: no generation accepts it", path)
		}
		golden.Check(t, path, string(txtar.Format(&txtar.Archive{Comment: a.Comment, Files: []txtar.File{a.Files[0], {Name: "out", Data: out}}})))
		if bytes.Contains(a.Comment, []byte("strict")) {
			if err := toml.Unmarshal(out, new(map[string]any)); err != nil {
				t.Errorf("%s: strict TOML refuses the result: %v", path, err)
			}
		}
	}
}

func TestRefusesBrokenFiles(t *testing.T) {
	_, err := format.Format(parse([]byte("a = 1\nb = [\n"), dialect.Gen015), format.Options{})
	var syntax *format.SyntaxError
	if !errors.As(err, &syntax) || syntax.Kind != dialect.ErrEOF {
		t.Fatalf("%v", err)
	}
	if want := "the server refuses the file: "; !strings.Contains(err.Error(), want) {
		t.Errorf("%v", err)
	}
}

// TestCorpus formats everything people and releases published.
func TestCorpus(t *testing.T) {
	n, strict := 0, 0
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".toml") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, o := range []format.Options{{}, {Tables: true}} {
			out := checkAll(t, path, data, o)
			if out != nil {
				n++
			}
			if out != nil && toml.Unmarshal(out, new(map[string]any)) == nil {
				strict++
			} else if toml.Unmarshal(data, new(map[string]any)) == nil && out != nil {
				t.Errorf("%s was strict TOML and is not any more", path)
			}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published configurations are not there: ../shared/corpus")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d texts formatted, %d of the results are strict TOML", n, strict)
}

// TestFlattenedCorpus writes the settings of each file as the server does and
// turns them back into tables.
func TestFlattenedCorpus(t *testing.T) {
	found, _ := filepath.Glob(corpus + "/real/*.toml")
	if len(found) == 0 {
		t.Skip("the published configurations are not there: ../shared/corpus/real")
	}
	for _, path := range found {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if doc := parse(data, dialect.Gen015); doc.Accepted() {
			flat := serverForm(doc.Keys())
			if parse(flat, dialect.Gen015).Accepted() {
				checkAll(t, path, flat, format.Options{Tables: true})
			}
		}
	}
}
