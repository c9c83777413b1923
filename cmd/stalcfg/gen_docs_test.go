package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestGeneratedDocs demands the committed references to say what the commands
// say; -update and go generate rewrite them.
func TestGeneratedDocs(t *testing.T) {
	files, err := docFiles(newApp(program{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		golden.Check(t, filepath.Join("../..", filepath.FromSlash(name)), string(text))
	}
	if t.Failed() {
		t.Log("go generate ./cmd/stalcfg (or go test ./cmd/stalcfg -update) makes these files anew")
	}
}

// TestManualPage lets man and mandoc check the page where they are there.
func TestManualPage(t *testing.T) {
	const page = "../../docs/stalcfg.1"
	ran := false
	if mandoc, err := exec.LookPath("mandoc"); err == nil {
		ran = true
		if out, err := exec.Command(mandoc, "-T", "lint", "-W", "warning", page).CombinedOutput(); err != nil {
			for _, l := range strings.Split(string(out), "\n") {
				if !strings.Contains(l, "missing date") && l != "" { // on purpose: the same page every day
					t.Errorf("mandoc: %s", l)
				}
			}
		}
	}
	if groff, err := exec.LookPath("groff"); err == nil {
		ran = true
		out, err := exec.Command(groff, "-man", "-Tutf8", "-ww", "-z", page).CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("groff: %v %s", err, out)
		}
	}
	if !ran {
		t.Skip("neither mandoc nor groff is installed (Debian packages of these names)")
	}
}

// TestCommandNames demands the commands to be called what they are found by.
func TestCommandNames(t *testing.T) {
	for _, c := range commands {
		if made := c.make(program{}); made.Name != c.name {
			t.Errorf("%s makes %s", c.name, made.Name)
		}
		if got := newApp(program{}, []string{"stalcfg", c.name}).Commands; !about(c.name) && len(got) != 1 {
			t.Errorf("%s: %d commands are made", c.name, len(got))
		}
	}
}

// TestEveryFlagIsDescribed demands every flag to say what it does, in one line
// without a full stop.
func TestEveryFlagIsDescribed(t *testing.T) {
	for _, c := range described(newApp(program{}, nil)).Commands {
		if c.Summary == "" || strings.HasSuffix(c.Summary, ".") {
			t.Errorf("%s: %q", c.Name, c.Summary)
		}
		for _, f := range c.Flags {
			if f.Usage == "" || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s --%s: %q, value %q", c.Name, f.Name, f.Usage, f.Value)
			}
		}
	}
}
