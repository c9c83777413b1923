package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

const ciExamples = "../../examples/ci"

// ciScripts lays the shell commands of the ready jobs into the directory of a
// script, as NAME.sh.
func ciScripts(env *testscript.Env) error {
	files, err := filepath.Glob(ciExamples + "/*-diff.yml")
	if err != nil {
		return err
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		blocks := shellBlocks(string(text))
		if len(blocks) != 1 {
			return fmt.Errorf("%s has %d blocks of commands, want 1", path, len(blocks))
		}
		name := strings.TrimSuffix(filepath.Base(path), ".yml") + ".sh"
		if err := os.WriteFile(filepath.Join(env.WorkDir, name), []byte(blocks[0]), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// shellBlocks gives the literal blocks (a line that ends with |) of a YAML file.
func shellBlocks(text string) []string {
	var out []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasSuffix(lines[i], " |") {
			continue
		}
		in := len(lines[i+1]) - len(strings.TrimLeft(lines[i+1], " "))
		var b strings.Builder
		for i++; i < len(lines) && (lines[i] == "" || strings.HasPrefix(lines[i], strings.Repeat(" ", in))); i++ {
			b.WriteString(strings.TrimPrefix(lines[i], strings.Repeat(" ", in)) + "\n")
		}
		i--
		out = append(out, b.String())
	}
	return out
}

// TestCIExamples reads the ready jobs with a YAML parser, where there is one.
func TestCIExamples(t *testing.T) {
	files, err := filepath.Glob(ciExamples + "/*-diff.yml")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d jobs: %v", len(files), err)
	}
	if exec.Command("python3", "-c", "import yaml").Run() != nil {
		t.Skip("Python with its module yaml is not installed (Debian: python3-yaml)")
	}
	for _, path := range files {
		const program = `import sys, yaml
def texts(x):
    if isinstance(x, str): yield x
    elif isinstance(x, dict):
        for v in x.values(): yield from texts(v)
    elif isinstance(x, list):
        for v in x: yield from texts(v)
block = sys.stdin.read()
assert block.strip() in [t.strip() for t in texts(yaml.safe_load(open(sys.argv[1])))], "the commands are not what a parser reads"
`
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("python3", "-c", program, path)
		cmd.Stdin = strings.NewReader(strings.Join(shellBlocks(string(text)), ""))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", path, err, out)
		}
	}
}
