package lint_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

const corpus = "../../../shared/corpus"

// TestCorpus lints published files with every rule on, and compares the syntax
// verdict with what the server's parser said of each.
func TestCorpus(t *testing.T) {
	index, err := os.Open(filepath.Join(corpus, "index.tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not there: ../shared/corpus")
	} else if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	r := csv.NewReader(index)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	facts, _ := host.ParseDirective("ram=2GiB cores=2 nofile=65536", "test")
	l := lint.New(lint.Options{Selection: lint.Selection{Preset: rules.All}, Target: schema.Latest(), Host: facts})
	for _, row := range rows[1:] {
		name := row[column["file"]]
		data, err := os.ReadFile(filepath.Join(corpus, "real", name))
		if err != nil {
			t.Error(err)
			continue
		}
		accepted := dialect.Parse(source.New(name, data), dialect.Gen015).Accepted()
		if want := strings.HasPrefix(row[column["stalwart_parser_v0.15.5"]], "ok"); accepted != want {
			t.Errorf("%s: accepted %v, the server: %s", name, accepted, row[column["stalwart_parser_v0.15.5"]])
		}
		res := l.Lint(source.New(name, data))
		refused := false
		for _, f := range res.Findings {
			if strings.HasPrefix(f.Name, "syntax/") && strings.Contains(f.Message, "refuses the file") || f.Name == "syntax/no-final-newline" {
				refused = true
			}
			if f.Span.End > uint32(len(data)) || f.Message == "" || f.Print() == "" {
				t.Errorf("%s: %+v", name, f)
			}
		}
		if accepted && refused {
			t.Errorf("%s: a rule says the server refuses a file that it takes", name)
		}
		if !accepted && len(res.Findings) == 0 {
			t.Errorf("%s: the server refuses the file and no rule says so", name)
		}
	}
}

// TestOfficial demands that the files Stalwart ships have no syntax error for
// the release they came with.
func TestOfficial(t *testing.T) {
	tags, err := os.ReadDir(filepath.Join(corpus, "official"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not there: ../shared/corpus")
	}
	for _, tag := range tags {
		v, err := schema.ParseVersion(tag.Name())
		if err != nil {
			t.Fatal(err)
		}
		l := lint.New(lint.Options{Target: v})
		_ = filepath.WalkDir(filepath.Join(corpus, "official", tag.Name()), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".toml") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, f := range l.Lint(source.New(path, data)).Findings {
				if strings.HasPrefix(f.Name, "syntax/") && f.Severity >= 3 {
					t.Errorf("%s: %s %s", path, f.Name, f.Message)
				}
			}
			return nil
		})
	}
}

// BenchmarkLint is one ordinary file with every rule, with and without a host.
func BenchmarkLint(b *testing.B) {
	data, err := os.ReadFile("../../examples/config.toml")
	if err != nil {
		b.Fatal(err)
	}
	facts, _ := host.ParseDirective("ram=4GiB cores=2 nofile=65536", "bench")
	for name, h := range map[string]host.Facts{"alone": {}, "host": facts} {
		b.Run(name, func(b *testing.B) {
			l := lint.New(lint.Options{Host: h})
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				l.Lint(source.New("bench", data))
			}
		})
	}
}
