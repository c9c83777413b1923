package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestGuides runs the commands in the console blocks of the guides and compares
// what they print. A `cat` of a file that is not there yet makes the file of
// what stands below it; each guide has a directory of its own.
func TestGuides(t *testing.T) {
	sh := shell(t, "sh")
	env := append(built(t), "NO_COLOR=1")
	for _, name := range []string{"quick-start", "adopting", "ci", "how-it-decides"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(root, "docs", name+".md")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			g, ran := guide{sh, t.TempDir(), env}, 0
			got := regexp.MustCompile("(?s)```console\n(.*?)```").ReplaceAllStringFunc(string(text), func(block string) string {
				body := strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```")
				out := "```console\n"
				for _, part := range strings.Split("\n"+body, "\n$ ")[1:] {
					command, below, _ := strings.Cut(part, "\n")
					ran++
					out += "$ " + command + "\n" + g.run(t, command, below)
				}
				return out + "```"
			})
			if ran == 0 {
				t.Error("no command")
			}
			golden.Check(t, path, got)
		})
	}
}

// guide is where the commands of a guide run.
type guide struct {
	sh, dir string
	env     []string
}

// run gives what a command prints.
func (g guide) run(t *testing.T, command, below string) string {
	t.Helper()
	if file, ok := strings.CutPrefix(command, "cat "); ok {
		path := filepath.Join(g.dir, file)
		if _, err := os.Stat(path); err != nil {
			below = strings.TrimRight(below, "\n") + "\n"
			if err := os.WriteFile(path, []byte(below), 0o644); err != nil {
				t.Fatal(err)
			}
			return below
		}
	}
	cmd := exec.Command(g.sh, "-c", command)
	cmd.Dir, cmd.Env = g.dir, g.env
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() != exitFindings {
		t.Errorf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// TestAdoption lists the findings of every real configuration as known, mends
// what is safe, and demands the third run to be clean. A file that the server
// refuses is mended first: only then can all rules speak.
func TestAdoption(t *testing.T) {
	files, err := filepath.Glob("../../../shared/corpus/real/*.toml")
	if err != nil || len(files) == 0 {
		t.Skip("../shared/corpus is not there")
	}
	worst, most, refused := "", 0, 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := work(t, map[string]string{"config.toml": string(data)})
		config, known := filepath.Join(dir, "config.toml"), filepath.Join(dir, "known.json")
		list := []string{"lint", "--isolated", config, "--write-baseline", "--baseline", known}
		mend := []string{"lint", "--isolated", config, "--fix", "--fail-on", "never"}
		order := [][]string{list, mend}
		if code, _ := quick("flatten", config); code != exitClean {
			order = [][]string{mend, list}
			refused++
		}
		for _, args := range order {
			if code, out := quick(args...); code != exitClean {
				t.Fatalf("%s: %v: %d %s", path, args, code, out)
			}
		}
		if text, err := os.ReadFile(known); err != nil {
			t.Fatal(err)
		} else if n := strings.Count(string(text), `"fingerprint"`); n > most {
			worst, most = path, n
		}
		if code, out := quick("lint", "--isolated", config, "--baseline", known); code != exitClean {
			t.Errorf("%s is not clean after baseline and fix:\n%s", filepath.Base(path), out)
		}
	}
	t.Logf("worst of %d files, %d of them refused: %s, %d findings", len(files), refused, filepath.Base(worst), most)
}

// quick runs a command line in this process and gives all it printed.
func quick(args ...string) (int, string) {
	var out, errs strings.Builder
	none := func(string) (string, bool) { return "", false }
	code := run(append([]string{"stalcfg"}, args...), program{strings.NewReader(""), &out, &errs, none})
	return code, out.String() + errs.String()
}
