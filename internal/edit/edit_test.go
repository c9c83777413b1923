package edit_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/edit"
	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/source"
)

func parse(data []byte) *dialect.Document {
	return dialect.Parse(source.New("config.toml", data), dialect.Gen015)
}

// changes reads the lines `set KEY VALUE`, `remove KEY` of a case. VALUE may be
// if(A, B) else(C) for conditions.
func changes(t *testing.T, script string) []edit.Change {
	t.Helper()
	var out []edit.Change
	for _, line := range strings.Split(strings.TrimSpace(script), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		key, literal, _ := strings.Cut(rest, " ")
		switch word {
		case "remove":
			out = append(out, edit.Change{Key: key})
		case "set":
			v, ok := edit.ParseValue(literal)
			if inner, cond := strings.CutPrefix(literal, "if "); cond {
				v, ok = conditions(strings.Fields(inner)), true
			}
			if !ok {
				t.Fatalf("%q is no value", literal)
			}
			out = append(out, edit.Change{Key: key, Value: &v})
		case "#":
		default:
			t.Fatalf("%q is no change", line)
		}
	}
	return out
}

// conditions makes [{if = a, then = b}, {else = c}].
func conditions(w []string) edit.Value {
	return edit.Value{List: []edit.Value{
		{Table: []edit.Member{{Key: "if", Value: edit.Text(w[0])}, {Key: "then", Value: edit.Text(w[1])}}},
		{Table: []edit.Member{{Key: "else", Value: edit.Text(w[2])}}},
	}}
}

// TestGolden carries out the changes in the comment of each archive on its file
// "in"; "out" is the result or the error.
func TestGolden(t *testing.T) {
	const dir = "../../testdata/golden/edit"
	paths, err := filepath.Glob(dir + "/*.txtar")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d archives: %v", len(paths), err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := spell(a.Files[0].Data)
		out, err := edit.Apply(parse(in), changes(t, string(a.Comment))...)
		if err != nil {
			out = []byte("error: " + err.Error() + "\n")
		} else {
			again, err := edit.Apply(parse(out), changes(t, string(a.Comment))...)
			if err != nil || !bytes.Equal(again, out) {
				t.Errorf("%s: the same changes on the result: %v\n%s", path, err, again)
			}
		}
		got := &txtar.Archive{Comment: a.Comment, Files: []txtar.File{a.Files[0], {Name: "out", Data: unspell(out)}}}
		golden.Check(t, path, string(txtar.Format(got)))
	}
}

// spell turns <cr> and <end> into a carriage return and a missing line feed.
func spell(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("<end>\n"))
	return bytes.ReplaceAll(b, []byte("<cr>"), []byte("\r"))
}

func unspell(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r"), []byte("<cr>"))
	if n := len(b); n > 0 && b[n-1] != '\n' {
		b = append(b, "<end>\n"...)
	}
	return b
}

func TestRefused(t *testing.T) {
	v := edit.Text("x")
	if _, err := edit.Apply(parse([]byte("a = \n")), edit.Change{Key: "a", Value: &v}); !errors.Is(err, edit.ErrRefused) {
		t.Errorf("a file that the server refuses: %v", err)
	}
	for _, bad := range []string{"", "[1", "1\ny = 2", "{ a = 1 }", "[[1]]", "a b"} {
		if v, ok := edit.ParseValue(bad); ok {
			t.Errorf("%q is read as %+v", bad, v)
		}
	}
}
