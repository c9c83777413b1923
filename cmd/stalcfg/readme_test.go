package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestReadme runs the example of the README and compares what it prints.
func TestReadme(t *testing.T) {
	const path = "../../README.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const open, command = "```console\n$ cat readme.toml\n", "$ stalcfg lint readme.toml\n"
	before, rest, ok := strings.Cut(string(data), open)
	file, rest, ok2 := strings.Cut(rest, command)
	_, after, ok3 := strings.Cut(rest, "```")
	if !ok || !ok2 || !ok3 {
		t.Fatal("the example is gone")
	}
	var out, errs bytes.Buffer
	none := func(string) (string, bool) { return "", false }
	code := run([]string{"stalcfg", "lint", "--stdin-filename", "readme.toml", "-"}, program{strings.NewReader(file), &out, &errs, none})
	if code != exitFindings || errs.Len() > 0 {
		t.Fatalf("exit code %d, %s", code, errs.String())
	}
	golden.Check(t, path, before+open+file+command+out.String()+"```"+after)
}
