package fix_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
)

const golds = "../../testdata/golden/fix"

func linter() func([]byte) []diag.Finding {
	l := lint.New(lint.Options{})
	return func(data []byte) []diag.Finding { return l.Lint(source.New("config.toml", data)).Findings }
}

// account writes what a run did.
func account(r fix.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "rounds %d, settled %v\n", r.Rounds, r.Settled)
	for _, m := range r.Mended {
		fmt.Fprintf(&b, "%s line %d: %s\n", m.Code, m.Line, m.Title)
	}
	for _, m := range r.Refused {
		fmt.Fprintf(&b, "refused: %s\n", m.Error())
	}
	return b.String()
}

// TestGolden mends the file "in" of each archive with the rules of the project,
// safely and on request unsafely.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(golds + "/*.txtar")
	if err != nil || len(paths) < 3 {
		t.Fatalf("%d archives: %v", len(paths), err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := bytes.TrimSuffix(a.Files[0].Data, []byte("<end>\n")) // stands for a missing line feed
		in = bytes.ReplaceAll(in, []byte("<bom>"), []byte("\ufeff"))
		out := &txtar.Archive{Comment: a.Comment, Files: a.Files[:1]}
		for _, unsafe := range []bool{false, true} {
			name := map[bool]string{false: "safe", true: "unsafe"}[unsafe]
			r := fix.Fixpoint(linter(), in, fix.Options{Unsafe: unsafe})
			out.Files = append(out.Files,
				txtar.File{Name: name, Data: r.Data}, txtar.File{Name: name + ".log", Data: []byte(account(r))})
			again := fix.Fixpoint(linter(), r.Data, fix.Options{Unsafe: unsafe})
			if !bytes.Equal(again.Data, r.Data) {
				t.Errorf("%s: mending %s twice changes more", path, name)
			}
		}
		golden.Check(t, path, string(txtar.Format(out)))
	}
}

// proposals is a linter that proposes one mend for each text it finds.
func proposals(safe bool, table map[string]string, intends ...string) func([]byte) []diag.Finding {
	return func(data []byte) []diag.Finding {
		var out []diag.Finding
		for old, now := range table {
			if i := bytes.Index(data, []byte(old)); i >= 0 {
				f := finding(safe, edit(uint32(i), uint32(i+len(old)), now)).Intending(intends...)
				f.Message = old
				out = append(out, f)
			}
		}
		return diag.Sort(out)
	}
}

// TestProof holds steps that must be refused against such that must not.
func TestProof(t *testing.T) {
	for _, c := range []struct {
		name, in, old, now, want, refusal string
		safe                              bool
		intends                           []string
	}{
		{name: "layout", safe: true, in: "a=1\n", old: "=", now: " = ", want: "a = 1\n"},
		{name: "another value", safe: true, in: "a = 1\n", old: "1", now: "2", refusal: "a would get another value"},
		{name: "intended", safe: true, in: "a = 1\n", old: "1", now: `"1ms"`, want: "a = \"1ms\"\n", intends: []string{"a"}},
		{name: "intended below", safe: true, in: "a.b = 1\n", old: "1", now: "2", want: "a.b = 2\n", intends: []string{"a"}},
		{name: "a longer name is another key", safe: true, in: "ab = 1\n", old: "1", now: "2", refusal: "ab would get", intends: []string{"a"}},
		{name: "a lost key", safe: true, in: "a = 1\nb = 2\n", old: "b = 2\n", refusal: "b would be lost"},
		{name: "a new key", safe: true, in: "a = 1\n", old: "\n", now: "\nb = 2\n", refusal: "b would be added"},
		{name: "broken afterwards", safe: true, in: "a = 1\n", old: "1", now: "'", refusal: "the server would refuse the result in line"},
		{name: "still broken", safe: true, in: "a = 1_0\n", old: "1_0", now: "1__", refusal: "instead of 1"},
		{name: "mended syntax", safe: true, in: "a = 1_0\nb = 2\n", old: "1_0", now: "10", want: "a = 10\nb = 2\n"},
		{name: "mended syntax, lost key", safe: true, in: "a = 1_0\nb = 2\n", old: "1_0\nb = 2", now: "10", refusal: "b would be lost"},
		{name: "one of two errors in a line", safe: true, in: "'a' = 1_0\n", old: "'a'", now: `"a"`, want: "\"a\" = 1_0\n"},
		{name: "unsafe value", in: "a = 1\nb = 2\n", old: "1", now: "3", want: "a = 3\nb = 2\n"},
		{name: "unsafe name", in: "[t]\na = 1\n", old: "a", now: "c", want: "[t]\nc = 1\n"},
		{name: "unsafe table", in: "[t]\na = 1\n", old: "t", now: "u", want: "[u]\na = 1\n"},
		{name: "unsafe, other settings", in: "a = 1\nb = 2\n", old: "1\n", now: "1\n[t]\n", refusal: "b would be lost"},
		{name: "unsafe and broken", in: "a = 1\n", old: "1", now: "_", refusal: "refuse the result"},
		{name: "no change", safe: true, in: "a = 1\n", old: "1", now: "1", refusal: "changes nothing"},
	} {
		r := fix.Fixpoint(proposals(c.safe, map[string]string{c.old: c.now}, c.intends...), []byte(c.in), fix.Options{Unsafe: true, Rounds: 1})
		if c.refusal == "" {
			if len(r.Refused) > 0 || string(r.Data) != c.want {
				t.Errorf("%s: %q, refused %v", c.name, r.Data, r.Refused)
			}
			continue
		}
		if string(r.Data) != c.in || len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Error(), c.refusal) {
			t.Errorf("%s: %q, refused %v, want %q", c.name, r.Data, r.Refused, c.refusal)
		}
	}
}

// TestOneBadMendDoesNotStopTheOthers refuses the bad one and carries out the
// rest, in one round.
func TestOneBadMendDoesNotStopTheOthers(t *testing.T) {
	in := "a=1\nb=2\nc=3\n"
	r := fix.Fixpoint(proposals(true, map[string]string{"a=": "a = ", "b=2": "b=4", "c=": "c = "}), []byte(in), fix.Options{})
	if string(r.Data) != "a = 1\nb=2\nc = 3\n" || len(r.Mended) != 2 || len(r.Refused) != 1 || r.Rounds != 1 || !r.Settled {
		t.Errorf("%q %+v", r.Data, r)
	}
}

// TestTogetherWorseThanAlone has two mends of which each is right alone, but
// which give one name to two settings.
func TestTogetherWorseThanAlone(t *testing.T) {
	r := fix.Fixpoint(proposals(false, map[string]string{"a =": "c =", "b =": "c ="}), []byte("a = 1\nb = 2\n"), fix.Options{Unsafe: true})
	if string(r.Data) != "c = 1\nb = 2\n" || len(r.Mended) != 1 || len(r.Refused) != 1 || !r.Settled {
		t.Errorf("%q %+v", r.Data, r)
	}
}

// TestRoundsEnd stops a rule that is never content.
func TestRoundsEnd(t *testing.T) {
	r := fix.Fixpoint(proposals(true, map[string]string{"#": "# #"}), []byte("a = 1 #\n"), fix.Options{Generation: dialect.Gen012})
	if r.Rounds != fix.Rounds || r.Settled {
		t.Errorf("%d rounds, settled %v", r.Rounds, r.Settled)
	}
}

// TestPublishedFiles mends files that people published: a file that the server
// takes must be taken afterwards, and no rule of the project may propose a mend
// that has to be refused.
func TestPublishedFiles(t *testing.T) {
	found, err := filepath.Glob("../../../shared/corpus/real/*.toml")
	if err != nil || len(found) == 0 {
		t.Skip("the published configurations are not there: ../shared/corpus/real")
	}
	for _, path := range found {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before := dialect.Parse(source.New("before", data), dialect.Gen015)
		for _, unsafe := range []bool{false, true} {
			r := fix.Fixpoint(linter(), data, fix.Options{Unsafe: unsafe})
			after := dialect.Parse(source.New("after", r.Data), dialect.Gen015)
			if len(after.Errors) > len(before.Errors) {
				t.Errorf("%s (unsafe %v): %d syntax errors instead of %d", filepath.Base(path), unsafe, len(after.Errors), len(before.Errors))
			}
			if !r.Settled {
				t.Errorf("%s (unsafe %v): not settled after %d rounds", filepath.Base(path), unsafe, r.Rounds)
			}
			for _, m := range r.Refused {
				t.Errorf("%s (unsafe %v): %v", filepath.Base(path), unsafe, m)
			}
		}
	}
}
