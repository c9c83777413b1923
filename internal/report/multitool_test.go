package report_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"

	"github.com/stalcfg/stalcfg/internal/report"
)

// TestMultitool lets Microsoft's validator judge a report, with the rules for
// GitHub's code scanning.
func TestMultitool(t *testing.T) {
	if os.Getenv("CI") == "" {
		t.Skip("takes long: runs where CI is set")
	}
	npm, err := exec.LookPath("npm")
	if err != nil || runtime.GOOS != "linux" {
		t.Skip("npm is not installed, or this is not Linux")
	}
	dir := t.TempDir()
	if out, err := exec.Command(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, "@microsoft/sarif-multitool-linux@5.7.0").CombinedOutput(); err != nil {
		t.Skipf("npm cannot install the multitool here: %v %s", err, out)
	}
	tool := filepath.Join(dir, "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")
	if err := os.Chmod(tool, 0o755); err != nil {
		t.Skip(err)
	}
	path := filepath.Join(dir, "out.sarif")
	text := runAll(t, "sarif", report.Options{Version: "v1.2.3", Hidden: true}, several)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "validate", "--rule-kind", "Sarif;Ghas", path)
	cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	out, err := cmd.CombinedOutput()
	if err != nil && !regexp.MustCompile(`Analysis completed`).Match(out) {
		t.Skipf("the multitool does not run here: %v %s", err, out)
	}
	if bad := regexp.MustCompile(`(?m)^.*: (error|warning) .*$`).FindAll(out, -1); len(bad) > 0 {
		t.Errorf("%s", out)
	}
}
