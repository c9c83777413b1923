package input_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/input"
)

func TestExpand(t *testing.T) {
	dir := t.TempDir()
	back, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chdir(back) })
	for _, f := range []string{"a.toml", "sub/b.toml", "sub/deep/c.toml", "sub/.git/d.toml", "sub/pyproject.toml", "sub/.stalcfg.toml", "note.txt"} {
		if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, []byte(f), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for args, want := range map[string]string{
		".":                     "a.toml sub/b.toml sub/deep/c.toml",
		"sub a.toml sub/b.toml": "sub/b.toml sub/deep/c.toml a.toml",
		"**/*.toml":             "a.toml sub/b.toml sub/deep/c.toml",
		"sub/*.toml":            "sub/b.toml",
		"- -":                   "in",
		"note.txt":              "note.txt",
		"sub/pyproject.toml":    "sub/pyproject.toml",
		"gone.toml":             "gone.toml",
		"s*b/**/c.toml":         "sub/deep/c.toml",
	} {
		var got []string
		for _, in := range input.Expand(strings.Fields(args), "in") {
			got = append(got, filepath.ToSlash(in.Name))
		}
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s gives %q, want %s", args, got, want)
		}
	}
	for _, bad := range []string{"gone.toml", "x*.toml", "sub/deep"} {
		in := input.Expand([]string{bad}, "")[0]
		if bad == "sub/deep" {
			in = input.Input{Name: bad, Path: bad}
		}
		if _, err := in.Read(nil); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	in := input.Input{Name: "in", Stdin: true}
	if data, err := in.Read(strings.NewReader("x")); err != nil || string(data) != "x" {
		t.Errorf("%q, %v", data, err)
	}
}
