// Package published gives tests the configurations that people and the project
// published, and the facts recorded from the server, which stand beside the
// checkout. Tests are skipped where they are not there.
package published

import (
	"bufio"
	"bytes"
	"io/fs"
	"os"
	pathpkg "path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Dir is a directory of what is shared by checkouts.
func Dir(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		t.Fatal("the test runs outside the module")
	}
	dir = filepath.Join(filepath.Dir(dir), "shared", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("../shared/%s is not there", name)
	}
	return dir
}

// Accepted gives the configurations that the newest server accepts, by their
// path below the directory of all. With patterns, those that one of them matches.
func Accepted(t testing.TB, patterns ...string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	root := Dir(t, "corpus")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".toml") {
			return err
		}
		name, _ := filepath.Rel(root, path)
		name = filepath.ToSlash(name)
		wanted := func(pattern string) bool { ok, _ := pathpkg.Match(pattern, name); return ok }
		if len(patterns) > 0 && !slices.ContainsFunc(patterns, wanted) {
			return nil
		}
		data, err := os.ReadFile(path)
		if err == nil && dialect.Parse(source.New(name, data), dialect.Gen015).Accepted() {
			out[name] = data
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d configurations, error %v", len(out), err)
	}
	return out
}

// Lines calls a function with every line of a file of recorded facts, of which
// there must be a number at least.
func Lines(t *testing.T, name string, least int, take func(line []byte)) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Dir(t, "stalwart"), name))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	sc := bufio.NewScanner(bytes.NewReader(data))
	for sc.Buffer(nil, 16<<20); sc.Scan(); n++ {
		take(sc.Bytes())
	}
	if sc.Err() != nil || n < least {
		t.Fatalf("%s: only %d lines, %v", name, n, sc.Err())
	}
}
