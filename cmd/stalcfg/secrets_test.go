package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// canary is in every planted secret; no output may have it.
const canary = "zq7"

// secretRuns says how each command is run on a file with secrets: arguments
// beside the flags that every run tries. A command that is not named here makes
// the test fail, so that none is forgotten.
var secretRuns = map[string]struct {
	files []string   // arguments of a run: names of files in the directory
	more  [][]string // further whole command lines, without the name of the command
}{
	"lint": {files: []string{"config.toml"}, more: [][]string{
		{"--preset", "all", "--ram", "1GiB", "--cores", "1", "config.toml"}, {"--preset", "all", "--format", "json", "config.toml"},
		{"--fix", "--diff", "config.toml"}, {"--fix", "--unsafe", "--diff", "config.toml"}, {"--unsafe", "--diff", "--preset", "all", "config.toml"},
		{"--preset", "all", "--check-files", "config.toml"}, {"--write-baseline", "--preset", "all", "config.toml"}, {"--preset", "all", "-"},
		{"--target", "0.6", "config.toml"}, {"--target", "0.12", "config.toml"}, {"--fix", "--unsafe", "config.toml"}, {"config.toml", "other.toml"},
		{"--color", "always", "--statistics", "config.toml"}, {"--ignore-suppressions", "--preset", "all", "config.toml"},
	}},
	"fmt": {files: []string{"config.toml"}, more: [][]string{
		{"--diff", "config.toml"}, {"--diff", "--tables", "config.toml"}, {"--diff", "--color", "always", "config.toml"}, {"--check", "config.toml", "other.toml"},
		{"--tables", "config.toml"},
	}},
	"flatten": {files: []string{"config.toml"}, more: [][]string{
		{"--generation", "0.6", "config.toml"}, {"--generation", "0.12", "config.toml"}, {"--origin", "--defaults", "--format", "json", "config.toml"}, {"-"},
	}},
	"budget": {files: []string{"config.toml"}, more: [][]string{{"--ram", "1GiB", "--cores", "1", "--users", "100", "config.toml"}, {"-"}}},
	"config": {files: []string{"config.toml"}, more: [][]string{{}, {"--config", "bad.stalcfg.toml"}, {"--config", "config.toml"}}},
	"diff": {files: []string{"config.toml", "other.toml"}, more: [][]string{
		{"other.toml", "config.toml"}, {"config.toml", "empty.toml"}, {"empty.toml", "config.toml"}, {"--nodes", "config.toml", "other.toml"},
		{"--text", "config.toml", "empty.toml"}, {"--textconv", "config.toml"}, {"--ram", "1GiB", "config.toml", "other.toml"},
		{"--format", "json", "config.toml", "empty.toml"}, {"--format", "markdown", "config.toml", "empty.toml"},
	}},
	"generate": {more: [][]string{
		{"--from", "config.toml"}, {"--from", "bad.stalcfg.toml"},
		{"--profile", "small-2g", "--hostname", "mail.example.org", "--data", "postgresql", "--data-password", "zq7data"},
		{"--profile", "small-2g", "--hostname", "mail.example.org", "--lookup", "redis", "--lookup-url", "redis://u:zq7look@h", "--explain"},
		{"--profile", "small-2g", "--hostname", "mail.example.org", "--admin-secret", "zq7admin"},
		{"--profile", "small-2g", "--hostname", "mail.example.org", "--merge", "config.toml", "--diff"},
		{"--profile", "small-2g", "--hostname", "mail.example.org", "--merge", "config.toml", "--check"},
		{"--profile", "small-2g", "--hostname", "mail.example.org", "--output", "config.toml"},
	}},
	// These read no configuration of a server.
	"host": {more: [][]string{{}}}, "schema": {more: [][]string{{"store.x.password"}, {"config.toml"}}}, "rules": {more: [][]string{{}}},
	"profiles": {more: [][]string{{}, {"config.toml"}}}, "explain": {more: [][]string{{"SC7017"}, {"config.toml"}}}, "version": {more: [][]string{{}}}, "gen-docs": {}, "completion": {more: [][]string{{"bash"}}},
}

// keepSecrets are the flags whose purpose is to show or keep what is secret.
var keepSecrets = []string{"show-secrets", "help", "interactive", "write", "force", "git", "git-driver"}

// TestSecretsNeverLeave runs every command in every format and with every
// switch on files full of secrets, and searches what it prints and writes. Each
// file meets the first line of a command and one in seventeen of the others, in turn;
// with STALCFG_ALL_SECRETS set (make secrets) it meets them all.
func TestSecretsNeverLeave(t *testing.T) {
	commands := newApp(program{}, nil).Commands
	for _, c := range commands {
		if _, ok := secretRuns[c.Name]; !ok {
			t.Errorf("the command %s has no runs on secrets: add it to secretRuns", c.Name)
		}
	}
	texts := secretTexts(t)
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	sort.Strings(names)
	everything := os.Getenv("STALCFG_ALL_SECRETS") != ""
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, c := range commands {
				for k, args := range secretLines(t, c) {
					if everything || k == 0 || (i+k)%17 == 0 {
						searchRun(t, dir, texts[name], args)
					}
				}
			}
		})
	}
}

// secretLines are the command lines of a command: each format, each switch, and
// what the table adds.
func secretLines(t *testing.T, c *cli.Command) [][]string {
	t.Helper()
	runs := secretRuns[c.Name]
	var out [][]string
	line := func(args ...string) { out = append(out, append([]string{"stalcfg", c.Name}, args...)) }
	for _, m := range runs.more {
		line(m...)
	}
	if len(runs.files) == 0 {
		return out
	}
	line(runs.files...)
	for _, f := range c.Flags {
		name := f.Names()[0]
		switch f := f.(type) {
		case *cli.BoolFlag:
			if !slices.Contains(keepSecrets, name) {
				line(append([]string{"--" + name}, runs.files...)...)
			}
		case *cli.StringFlag:
			if name != "format" {
				continue
			}
			for _, format := range formatsOf(t, c.Name, f.Usage) {
				line(append([]string{"--format", format}, runs.files...)...)
			}
		}
	}
	return out
}

// formatsOf reads the formats from the help of a flag: "output `FORMAT`: a, b"
// or "a, b or c".
func formatsOf(t *testing.T, command, usage string) []string {
	t.Helper()
	if _, list, ok := strings.Cut(usage, ": "); ok {
		usage = list
	}
	usage, _, _ = strings.Cut(usage, " (")
	out := strings.FieldsFunc(strings.ReplaceAll(usage, " or ", ","), func(r rune) bool { return r == ',' || r == ' ' })
	if len(out) < 2 || !slices.Contains(out, "json") && !slices.Contains(out, "text") {
		t.Fatalf("%s --format: cannot tell the formats from %q", command, usage)
	}
	return out
}

// searchRun runs a command line in a directory and searches its
// output and the files it makes for canaries.
func searchRun(t *testing.T, dir, text string, args []string) int {
	t.Helper()
	inputs := map[string]string{
		"config.toml": text, "other.toml": strings.ReplaceAll(text, canary, canary+"other"), "empty.toml": "",
		".stalcfg.toml":    "[[keys]]\nid = \"no-default\"\nforbid = \"store.*.password\"\nvalue = [\"zq7forbidden\"]\nmessage = \"the default password\"\n",
		"bad.stalcfg.toml": "target = \"0.15\"\npasword = \"zq7bad\"\n[host\nsecret = \"zq7host\"\n",
	}
	for name, data := range inputs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	back, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(back)
	var out, errs bytes.Buffer
	code := run(args, program{strings.NewReader(text), &out, &errs, func(string) (string, bool) { return "", false }})
	leak(t, args, "standard output", out.String())
	leak(t, args, "standard error", errs.String())
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || inputs[filepath.Base(path)] != "" || path == "empty.toml" {
			return err
		}
		data, err := os.ReadFile(path)
		leak(t, args, path, string(data))
		return errors.Join(err, os.Remove(path))
	})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// leak reports the lines of a text that hold a canary.
func leak(t *testing.T, args []string, where, text string) {
	t.Helper()
	if !strings.Contains(strings.ToLower(text), canary) {
		return
	}
	shown := 0
	for _, line := range strings.Split(text, "\n") {
		if i := strings.Index(strings.ToLower(line), canary); i >= 0 && shown < 2 {
			shown++
			t.Errorf("%s: %s: …%s…", strings.Join(args[1:], " "), where, line[max(i-100, 0):min(i+60, len(line))])
		}
	}
}

// plant makes secrets that differ.
type plant int

func (p *plant) next() string {
	*p++
	return fmt.Sprintf("%sK%04dx", canary, int(*p))
}

// TestSecretRunsRun demands that the runs of the table are real: on a file that
// can be read they do not end as mistakes on the command line.
func TestSecretRunsRun(t *testing.T) {
	text := secretTexts(t)["keys-tables"]
	dir := t.TempDir()
	for _, c := range newApp(program{}, nil).Commands {
		if !slices.Contains([]string{"lint", "fmt", "flatten", "budget", "diff"}, c.Name) {
			continue
		}
		for _, more := range append(secretRuns[c.Name].more, secretRuns[c.Name].files) {
			if code := searchRun(t, dir, text, append([]string{"stalcfg", c.Name}, more...)); code > exitFindings {
				t.Errorf("%s %s: exit code %d", c.Name, strings.Join(more, " "), code)
			}
		}
	}
}
