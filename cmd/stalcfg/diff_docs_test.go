package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestDiffDocs runs the example of the page about diff and compares what it
// prints.
func TestDiffDocs(t *testing.T) {
	const path = "../../docs/diff.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const first, second, command = "$ cat old.toml\n", "$ cat new.toml\n", "$ stalcfg diff --only syntax old.toml new.toml\n"
	before, rest, ok := strings.Cut(string(data), first)
	old, rest, ok2 := strings.Cut(rest, second)
	now, rest, ok3 := strings.Cut(rest, command)
	_, after, ok4 := strings.Cut(rest, "```")
	if !ok || !ok2 || !ok3 || !ok4 {
		t.Fatal("the example is gone")
	}
	dir := t.TempDir() + string(filepath.Separator)
	for name, text := range map[string]string{"old.toml": old, "new.toml": now} {
		if err := os.WriteFile(dir+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	none := func(string) (string, bool) { return "", false }
	code := run([]string{"stalcfg", "diff", "--isolated", "--only", "syntax", dir + "old.toml", dir + "new.toml"}, program{strings.NewReader(""), &out, &errs, none})
	if code != exitFindings || errs.Len() > 0 {
		t.Fatalf("exit code %d, %s", code, errs.String())
	}
	printed := strings.ReplaceAll(out.String(), dir, "")
	golden.Check(t, path, before+first+old+second+now+command+printed+"```"+after)
}
