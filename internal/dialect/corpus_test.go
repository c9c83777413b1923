package dialect_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

const corpus = "../../../shared/corpus"

// serverWords gives the kind of an error from the start of the server's message.
func serverWords(message string) dialect.ErrorKind {
	for _, w := range []struct {
		text string
		kind dialect.ErrorKind
	}{
		{"Unexpected EOF", dialect.ErrEOF}, {"Unexpected end of line", dialect.ErrEOL},
		{"Unexpected character", dialect.ErrUnexpected}, {"Expected [", dialect.ErrExpected},
		{"Empty key", dialect.ErrEmptyKey}, {"Empty table", dialect.ErrEmptyTable},
		{"Duplicate key", dialect.ErrDuplicateKey}, {"Too many nested", dialect.ErrNesting},
	} {
		if strings.HasPrefix(message, w.text) {
			return w.kind
		}
	}
	return "unknown: " + dialect.ErrorKind(message)
}

// TestCorpusVerdicts compares with what the parser of 0.15.5 said about files
// that people published: accepted, or the kind and line of its error.
func TestCorpusVerdicts(t *testing.T) {
	file, err := os.Open(filepath.Join(corpus, "index.tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published configurations are not there: ../shared/corpus/index.tsv")
	} else if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for i, name := range rows[0] {
		if name == "stalwart_parser_v0.15.5" {
			column = i
		}
	}
	line := regexp.MustCompile(`\d+\.?$`)
	for _, row := range rows[1:] {
		data, err := os.ReadFile(filepath.Join(corpus, "real", row[1]))
		if err != nil {
			t.Fatal(err)
		}
		doc := dialect.Parse(source.New(row[1], data), dialect.Gen015)
		lossless(t, doc)
		message, failed := strings.CutPrefix(row[column], "FAIL: ")
		if !failed {
			if !doc.Accepted() {
				t.Errorf("%s: %+v, but the server accepts it", row[1], doc.Errors[0])
			}
			continue
		}
		if doc.Accepted() {
			t.Errorf("%s: accepted, but the server says %s", row[1], message)
			continue
		}
		want := strings.TrimSuffix(line.FindString(message), ".")
		if e := doc.Errors[0]; e.Kind != serverWords(message) || want != strconv.Itoa(e.Line) {
			t.Errorf("%s: %s in line %d, but the server says %s", row[1], e.Kind, e.Line, message)
		}
	}
	if len(rows) < 60 {
		t.Errorf("only %d files in the index", len(rows)-1)
	}
}

// TestOfficialFilesAreAccepted reads the files that releases shipped with the
// parser of that time.
func TestOfficialFilesAreAccepted(t *testing.T) {
	read := 0
	err := filepath.WalkDir(filepath.Join(corpus, "official"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".toml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		gen := dialect.Gen015
		rel, _ := filepath.Rel(filepath.Join(corpus, "official"), path)
		switch tag := strings.Split(filepath.ToSlash(rel), "/")[0]; {
		case regexp.MustCompile(`^v0\.[0-6]\.`).MatchString(tag):
			gen = dialect.Gen06
		case regexp.MustCompile(`^v0\.([7-9]|1[0-2])\.`).MatchString(tag):
			gen = dialect.Gen012
		}
		doc := dialect.Parse(source.New(path, data), gen)
		lossless(t, doc)
		if !doc.Accepted() {
			t.Errorf("%s (generation %s): %+v", rel, gen, doc.Errors[0])
		}
		read++
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shipped configurations are not there: ../shared/corpus/official")
	}
	if err != nil || read == 0 {
		t.Fatalf("read %d files: %v", read, err)
	}
}

// TestDamagedFiles breaks ordinary files at random places: nothing may panic, and
// every invariant of a document must hold.
func TestDamagedFiles(t *testing.T) {
	texts := append([]string{}, seeds...)
	own, err := os.ReadFile("testdata/sample.toml")
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, string(own))
	found, _ := filepath.Glob(filepath.Join(corpus, "real", "*"))
	for _, path := range found {
		if data, err := os.ReadFile(path); err == nil && len(data) < 8000 {
			texts = append(texts, string(data))
		}
	}
	bits := []string{"[", "]", "[[", `"`, "'", `"""`, "'''", `\`, "=", "\n", "\r", ",", "{", "}", "#", "!", "\x00", "\xff", "é", "\ufeff", "a = ", "k = [", " "}
	r := rand.New(rand.NewSource(1))
	for i := 0; i < 4000; i++ {
		s := texts[r.Intn(len(texts))]
		for n := 1 + r.Intn(5); n > 0; n-- {
			at := r.Intn(len(s) + 1)
			cut := min(len(s), at+r.Intn(4))
			s = s[:at] + bits[r.Intn(len(bits))] + s[cut:]
		}
		invariants(t, dialect.Parse(source.New("damaged", []byte(s)), generations[i%3]))
	}
}
