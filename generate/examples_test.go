package generate

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestExamples makes the example of each profile anew. There is no other file
// beside them.
func TestExamples(t *testing.T) {
	const dir = "../examples/profiles"
	want := map[string]bool{}
	for _, profile := range Profiles() {
		p, err := New(forTest(profile))
		if err != nil {
			t.Errorf("%s: %v", profile.Name, err)
			continue
		}
		want[profile.Name+".toml"] = true
		golden.Check(t, filepath.Join(dir, profile.Name+".toml"), string(render0(t, p)))
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !want[f.Name()] {
			t.Errorf("%s/%s belongs to no profile", dir, f.Name())
		}
	}
}
