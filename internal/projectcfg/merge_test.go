package projectcfg_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TestPaths says which files the patterns of an override cover.
func TestPaths(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"a.toml", "d/a.toml", true},
		{"a.toml", "d/x/y/a.toml", true},
		{"a*.toml", "d/x/ab.toml", true},
		{"x/", "d/x/y/a.toml", true},
		{"x/", "d/y/x/a.toml", false},
		{"x/*", "d/x/a.toml", true},
		{"./x/*", "d/x/a.toml", true},
		{"x/*", "d/x/y/a.toml", false},
		{"**/y/*", "d/x/y/a.toml", true},
		{"d/*", "d/a.toml", false},
		{"../e/*", "e/a.toml", true},
	} {
		conf, err := projectcfg.Parse("d/.stalcfg.toml", []byte("[[overrides]]\npaths = ['"+c.pattern+"']\npreset = \"all\"\n"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := projectcfg.Merge(&projectcfg.Flags{}, conf, c.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Options.Preset != 0; got != c.want {
			t.Errorf("%s covers %s: %v", c.pattern, c.path, got)
		}
	}
}

// TestLayers lints one unknown key under choices that override each other.
func TestLayers(t *testing.T) {
	const rule = "schema/unknown-key"
	for name, c := range map[string]struct {
		file  string
		flags lint.Selection
		want  diag.Severity // 0: silent
	}{
		"default":                  {"", lint.Selection{}, diag.Error},
		"off":                      {"[severity]\nSC2025 = \"off\"\n", lint.Selection{}, 0},
		"more precise":             {"[severity]\nschema = \"off\"\n\"schema/unknown-key\" = \"info\"\n", lint.Selection{}, diag.Info},
		"flag over file":           {"[severity]\nSC2025 = \"info\"\n", lint.Selection{Severity: map[string]diag.Severity{"schema": diag.Warning}}, diag.Warning},
		"selected again":           {"ignore = [\"schema\"]\n", lint.Selection{Select: []string{rule}}, diag.Error},
		"ignored after all":        {"select = [\"schema\"]\n", lint.Selection{Ignore: []string{rule}}, 0},
		"only of the file":         {"only = [\"syntax\"]\n", lint.Selection{}, 0},
		"only of the flags":        {"only = [\"syntax\"]\nignore = [\"schema\"]\n", lint.Selection{Only: []string{rule}}, diag.Error},
		"file selects beside":      {"select = [\"schema\"]\n", lint.Selection{Only: []string{"syntax"}}, 0},
		"override after the top":   {"ignore = [\"schema\"]\n[[overrides]]\npaths = [\"*\"]\nselect = [\"schema\"]\n", lint.Selection{}, diag.Error},
		"the last override":        {"[[overrides]]\npaths = [\"*\"]\nseverity.SC2025 = \"info\"\n[[overrides]]\npaths = [\"*\"]\nseverity.SC2025 = \"warning\"\n", lint.Selection{}, diag.Warning},
		"an override of elsewhere": {"[[overrides]]\npaths = [\"x/\"]\nignore = [\"all\"]\n", lint.Selection{}, diag.Error},
	} {
		conf, err := projectcfg.Parse(".stalcfg.toml", []byte(c.file))
		if err != nil {
			t.Fatal(name, err)
		}
		m, err := projectcfg.Merge(&projectcfg.Flags{Options: lint.Options{Selection: c.flags}}, conf, "a.toml")
		if err != nil {
			t.Fatal(name, err)
		}
		got := diag.Severity(0)
		for _, f := range lint.New(m.Options).Lint(source.New("a.toml", []byte("[server]\nhostname = \"a.b.c\"\nnonesuch = 1\n"))).Findings {
			if f.Name == rule {
				got = f.Severity
			}
		}
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestShared demands that files with the same choices share a linter and that
// a file is read once.
func TestShared(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, projectcfg.Name)
	if err := os.WriteFile(path, []byte("[[overrides]]\npaths = [\"b.toml\"]\npreset = \"all\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var l projectcfg.Linters
	get := func(name string) *projectcfg.Linter {
		t.Helper()
		x, err := l.For(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	a, b := get("a.toml"), get("b.toml")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if get("c.toml") != a || get("sub/b.toml") != b || a == b || a.Config != b.Config || a.Config == nil {
		t.Error("linters are not shared as they should be")
	}
}
