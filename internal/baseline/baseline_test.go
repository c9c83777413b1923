package baseline_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/baseline"
	"github.com/stalcfg/stalcfg/internal/diag"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/source"
)

// finding is a sealed one; each rule has a code of its own.
func finding(rule, key string) diag.Finding {
	fs := []diag.Finding{{Code: "SC" + strings.ReplaceAll(rule, "/", ""), Name: rule, Key: key}}
	diag.Seal(source.New("x", nil), fs)
	return fs[0]
}

func always(string) bool { return true }

func same(s string) string { return s }

func encode(t *testing.T, b *baseline.Baseline) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Encode(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestRound writes findings, reads them back and filters with them.
func TestRound(t *testing.T) {
	a, b, c := finding("1/a", "k"), finding("2/b", ""), finding("1/c", "k")
	w, err := baseline.New("dir/known.json")
	if err != nil {
		t.Fatal(err)
	}
	w.Replace("dir/x.toml", []diag.Finding{b, a}, always, same)
	w.Replace("other.toml", []diag.Finding{c}, always, same)
	text := encode(t, w)
	if i, j := strings.Index(text, `"../other.toml"`), strings.Index(text, `"x.toml"`); i < 0 || j < i || strings.Index(text, "1/a") > strings.Index(text, "2/b") {
		t.Errorf("paths or order:\n%s", text)
	}
	r, err := baseline.Parse("dir/known.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if again := encode(t, r); again != text {
		t.Errorf("reading and writing changes it:\n%s", again)
	}
	left, known, stale := r.Filter("dir/x.toml", []diag.Finding{a, c}, always)
	if diff := cmp.Diff([]diag.Finding{c}, left, cmp.AllowUnexported(diag.Finding{})); diff != "" {
		t.Error(diff)
	}
	if len(known) != 1 || known[0].Name != "1/a" || len(stale) != 1 || stale[0].Rule != "2/b" {
		t.Errorf("known %v, stale %v", known, stale)
	}
	if _, _, stale := r.Filter("dir/x.toml", nil, func(rule string) bool { return rule == "1/a" }); len(stale) != 1 {
		t.Errorf("an entry of a rule that did not run is stale: %v", stale)
	}
	if left, known, _ := r.Filter("elsewhere/x.toml", []diag.Finding{a}, always); len(left) != 1 || len(known) != 0 {
		t.Error("findings of another file are known")
	}
}

// TestReplace keeps what a run cannot judge.
func TestReplace(t *testing.T) {
	b, err := baseline.New("known.json")
	if err != nil {
		t.Fatal(err)
	}
	b.Replace("x.toml", []diag.Finding{finding("1/a", ""), finding("2/b", "")}, always, same)
	b.Replace("y.toml", []diag.Finding{finding("1/a", "")}, always, same)
	b.Replace("<stdin>", []diag.Finding{finding("1/a", "")}, always, same)
	b.Replace("x.toml", []diag.Finding{finding("3/c", "secret")}, func(rule string) bool { return rule != "2/b" }, func(string) string { return "***" })
	b.Forget(func(path string) bool { return strings.HasSuffix(path, "x.toml") })
	text := encode(t, b)
	for s, want := range map[string]bool{"2/b": true, "3/c": true, "***": true, "secret": false, "1/a": true, "y.toml": false, "<stdin>": true} {
		if strings.Contains(text, s) != want {
			t.Errorf("%q in it: %v\n%s", s, !want, text)
		}
	}
	if findings, files := b.Len(); findings != 3 || files != 2 {
		t.Errorf("%d findings in %d files", findings, files)
	}
	b.Replace("x.toml", nil, always, same)
	if _, files := b.Len(); files != 1 {
		t.Error("a clean file stays")
	}
}

func TestBad(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "baseline f is no baseline of stalcfg: EOF",
		"[]":                         "baseline f:1 is no baseline of stalcfg: ",
		"{\n\n\"version\": \"one\"}": "baseline f:3 is no baseline of stalcfg: ",
		`{"version": 1, "more": 2}`:  "unknown field",
		`{"version": 1} {}`:          "there is more behind its end",
		`{}`:                         "has version 0",
		`{"version": 1, "files": {"a": [{"fingerprint": "ABCDEFABCDEFABCD"}]}}`: `a: "ABCDEFABCDEFABCD" is no fingerprint`,
	} {
		if _, err := baseline.Parse("f", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
