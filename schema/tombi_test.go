package schema_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// TestTombi lets the real tombi check files that name the exported schema in
// their first line, as an editor does.
func TestTombi(t *testing.T) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm is not installed")
	}
	dir := t.TempDir()
	if out, err := exec.Command(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, "@tombi-toml/tombi@1.2.1").CombinedOutput(); err != nil {
		t.Skipf("npm cannot install @tombi-toml/tombi here: %v %s", err, out)
	}
	_, raw := compiled(t)
	if err := os.WriteFile(filepath.Join(dir, "stalwart.json"), raw, 0o644); err != nil {
		t.Fatal(err)
	}
	lint := func(name, text string) (string, error) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("#:schema ./stalwart.json\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(filepath.Join(dir, "node_modules", ".bin", "tombi"), "lint", "--offline", name)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := lint("good.toml", goodConfig); err != nil {
		t.Errorf("tombi refuses a good file: %v\n%s", err, out)
	}
	for i, text := range badConfigs[:5] { // later ones need conditions, which tombi does not know
		if out, err := lint("bad"+strconv.Itoa(i)+".toml", text); err == nil {
			t.Errorf("tombi takes a bad file:\n%s%s", text, out)
		}
	}
}
