package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository makes a git repository of a directory.
func repository(t *testing.T, dir string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "files"}} {
		git(t, dir, args...)
	}
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// hooks copies the work tree as it is now into a repository that pre-commit can
// clone.
func hooks(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range strings.Split(git(t, root, "ls-files", "-co", "--exclude-standard"), "\n") {
		if strings.HasPrefix(name, "testdata/") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			continue // deleted, and not yet committed
		}
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	repository(t, dir)
	return dir
}

// TestPreCommit lets the real pre-commit run the hooks: with the installed
// stalcfg, and with the one that pre-commit builds itself.
func TestPreCommit(t *testing.T) {
	slow(t)
	preCommit, err := exec.LookPath("pre-commit")
	if err != nil {
		t.Skip("pre-commit is not installed (a Debian package of that name)")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	repo := hooks(t)
	rev := git(t, repo, "rev-parse", "HEAD")
	env := append(built(t), "PRE_COMMIT_HOME="+t.TempDir(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	run := func(dir, hook string) (string, error) {
		config := "repos:\n  - repo: " + repo + "\n    rev: " + rev + "\n    hooks:\n      - id: " + hook + "\n"
		if err := os.WriteFile(filepath.Join(dir, ".pre-commit-config.yaml"), []byte(config), 0o644); err != nil {
			t.Fatal(err)
		}
		git(t, dir, "add", "-A")
		cmd := exec.Command(preCommit, "run", "-a", "--color", "never")
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	for _, kind := range []string{"-system", ""} {
		bad := work(t, map[string]string{"mail/config.toml": badFile, "pyproject.toml": "[project]\nname = \"x\"\n"})
		repository(t, bad)
		out, err := run(bad, "stalcfg"+kind)
		if kind == "" && err != nil && (strings.Contains(out, "An unexpected error has occurred") || strings.Contains(out, "proxy")) && !strings.Contains(out, "SC2025") {
			t.Skipf("pre-commit cannot build it here:\n%s", out)
		}
		if err == nil || !strings.Contains(out, "Failed") || !strings.Contains(out, "mail/config.toml:2:1: error") || strings.Contains(out, "pyproject") {
			t.Errorf("stalcfg%s on a bad file: %v\n%s", kind, err, out)
		}
		good := work(t, map[string]string{"config.toml": goodFile})
		repository(t, good)
		if out, err := run(good, "stalcfg"+kind); err != nil || !strings.Contains(out, "Passed") {
			t.Errorf("stalcfg%s on a good file: %v\n%s", kind, err, out)
		}
		const untidy = "[server]\nhostname=\"mail.example.org\"   \n\n[tracer.log]\ntype = stdout\nenable = true\n"
		for _, hook := range []string{"stalcfg-fmt", "stalcfg-fix"} {
			dir := work(t, map[string]string{"config.toml": untidy})
			repository(t, dir)
			if out, err := run(dir, hook+kind); err == nil || !strings.Contains(out, "files were modified by this hook") {
				t.Errorf("%s%s changes nothing: %v\n%s", hook, kind, err, out)
			}
			if out, err := run(dir, hook+kind); err != nil {
				t.Errorf("%s%s is not content with its own work: %v\n%s", hook, kind, err, out)
			}
		}
	}
}
