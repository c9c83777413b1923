package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fullDisk fails every write, as a file system without room does.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func noEnv(string) (string, bool) { return "", false }

// TestLostOutput demands exit code 3 and a reason of every command whose
// output cannot be written.
func TestLostOutput(t *testing.T) {
	for _, args := range []string{
		"", "--help", "version", "rules", "rules --format json", "explain SC1011", "completion bash", "host --declared",
		"schema server.hostname", "lint -", "lint --format json -", "flatten -", "budget -",
	} {
		var errs bytes.Buffer
		in := strings.NewReader("server.hostname = \"mail.example.org\"\n")
		code := run(append([]string{"stalcfg"}, strings.Fields(args)...), program{in, fullDisk{}, &errs, noEnv})
		if code != exitFailure || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%q: exit code %d, %q", args, code, errs.String())
		}
	}
}

func lintTo(t *testing.T, path string) (code int, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	in := strings.NewReader("server.hostname = \"mail.example.org\"\n")
	code = run([]string{"stalcfg", "lint", "--output", path, "-"}, program{in, &out, &errs, noEnv})
	if out.Len() > 0 {
		t.Errorf("standard output has %q", out.String())
	}
	return code, errs.String()
}

// TestOutputKeepsLink writes through a link and keeps the mode of its target.
func TestOutputKeepsLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.txt"), filepath.Join(dir, "link.txt")
	if err := os.WriteFile(real, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip("the file system has no symbolic links: ", err)
	}
	if code, errs := lintTo(t, link); code != exitClean {
		t.Fatalf("exit code %d, %s", code, errs)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
	info, err := os.Stat(real)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info, err)
	}
	if data, err := os.ReadFile(real); err != nil || !strings.HasPrefix(string(data), "1 file: no findings\n") {
		t.Errorf("%q, %v", data, err)
	}
}

func TestOutputIsDirectory(t *testing.T) {
	if code, errs := lintTo(t, t.TempDir()); code != exitFailure || !strings.Contains(errs, "is a directory") {
		t.Errorf("exit code %d, %q", code, errs)
	}
}
