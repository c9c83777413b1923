package projectcfg

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocument reads the example of the user's documentation.
func TestDocument(t *testing.T) {
	page, err := os.ReadFile("../../docs/project.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```toml\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("docs/project.md has no example")
	}
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, []byte(example), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Keys) != 1 || len(c.Overrides) != 1 {
		t.Errorf("%d own rules and %d overrides, want one each", len(c.Keys), len(c.Overrides))
	}
}
