package textdiff_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/textdiff"
)

func TestUnified(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"equal", "a\n", "a\n", ""},
		{"both empty", "", "", ""},
		{"one line", "a\n", "b\n", "--- x\n+++ y\n@@ -1 +1 @@\n-a\n+b\n"},
		{"from nothing", "", "a\nb\n", "--- x\n+++ y\n@@ -0,0 +1,2 @@\n+a\n+b\n"},
		{"to nothing", "a\n", "", "--- x\n+++ y\n@@ -1 +0,0 @@\n-a\n"},
		{"final newline added", "a\nb", "a\nb\n", "--- x\n+++ y\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"no newline on either side", "a\nb", "c\nb", "--- x\n+++ y\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"},
		{"two hunks", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
			"--- x\n+++ y\n@@ -1,2 +1,2 @@\n-1\n+x\n 2\n@@ -8,2 +8,2 @@\n 8\n-9\n+y\n"},
		{"carriage returns", "a\r\nb\r\n", "a\nb\r\n", "--- x\n+++ y\n@@ -1,2 +1,2 @@\n-a\r\n+a\n b\r\n"},
	} {
		if diff := cmp.Diff(c.want, textdiff.Unified("x", "y", []byte(c.old), []byte(c.new), 1)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestUnifiedShown(t *testing.T) {
	hide := func(old bool, number int, text string) string {
		return fmt.Sprintf("%v %d %s", old, number, strings.ReplaceAll(text, "secret", "***"))
	}
	got := textdiff.UnifiedShown("x", "y", []byte("k\nsecret1\n"), []byte("k\nsecret2"), 3, hide)
	want := "--- x\n+++ y\n@@ -1,2 +1,2 @@\n true 0 k\n-true 1 ***1\n+false 1 ***2\n\\ No newline at end of file\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestColored(t *testing.T) {
	got := textdiff.Colored("--- x\n+++ y\n@@ -1,2 +1,2 @@\n c\n--- a\n+b\n")
	want := "\x1b[1m--- x\x1b[0m\n\x1b[1m+++ y\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n c\n\x1b[31m--- a\x1b[0m\n\x1b[32m+b\x1b[0m\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWords(t *testing.T) {
	got := textdiff.Words("rcpt_domain == 'example.org'", "rcpt_domain != 'example.com'")
	want := []textdiff.Segment{
		{Kind: textdiff.Equal, Text: "rcpt_domain "}, {Kind: textdiff.Delete, Text: "="}, {Kind: textdiff.Insert, Text: "!"},
		{Kind: textdiff.Equal, Text: "= 'example."}, {Kind: textdiff.Delete, Text: "org"}, {Kind: textdiff.Insert, Text: "com"},
		{Kind: textdiff.Equal, Text: "'"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzWords demands that both values can be put together again.
func FuzzWords(f *testing.F) {
	f.Add("a b", "a c")
	f.Add("", "\xff")
	f.Add("é1 ", " é2")
	f.Fuzz(func(t *testing.T, old, new string) {
		var a, b string
		for _, s := range textdiff.Words(old, new) {
			if s.Text == "" {
				t.Fatal("a segment is empty")
			}
			if s.Kind != textdiff.Insert {
				a += s.Text
			}
			if s.Kind != textdiff.Delete {
				b += s.Text
			}
		}
		if a != old || b != new {
			t.Fatalf("%q and %q come back as %q and %q", old, new, a, b)
		}
	})
}

// mutate makes a text that is like another one.
func mutate(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	for n := r.Intn(6); n >= 0; n-- {
		i := r.Intn(len(lines))
		switch r.Intn(3) {
		case 0:
			lines[i] = fmt.Sprintf("new %d\n", r.Intn(5))
		case 1:
			lines[i] = ""
		default:
			lines[i] += "[again]\n"
		}
	}
	return strings.TrimSuffix(strings.Join(lines, ""), strings.Repeat("\n", r.Intn(2)))
}

// TestGitApplies gives random differences to git, which must make the new text
// of the old one.
func TestGitApplies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not there")
	}
	r := rand.New(rand.NewSource(1))
	for i := 0; i < 60; i++ {
		var old strings.Builder
		for n := r.Intn(40); n >= 0; n-- {
			fmt.Fprintf(&old, "line %d\n", r.Intn(12))
		}
		a := old.String()
		b := mutate(r, a)
		if i%7 == 0 {
			a = strings.TrimSuffix(a, "\n")
		}
		if b == "" || a == b {
			continue
		}
		name := []string{"config.toml", "my config.toml", `odd"name.toml`, "süß.toml"}[i%4]
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(a), 0o644); err != nil {
			t.Fatal(err)
		}
		patch := textdiff.Unified("a/"+name, "b/"+name, []byte(a), []byte(b), i%5)
		cmd := exec.Command(git, "apply", "--unidiff-zero", "--whitespace=nowarn", "-")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(patch)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s\n%s", err, out, patch)
		}
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != b {
			t.Fatalf("git made %q of %q with %s, want %q (%v)", got, a, patch, b, err)
		}
	}
}

// TestLarge compares files that have nothing, and nearly everything, in common.
func TestLarge(t *testing.T) {
	var a, b, c bytes.Buffer
	for i := 0; i < 120_000; i++ {
		fmt.Fprintf(&a, "a %d\n", i)
		fmt.Fprintf(&b, "b %d\n", i)
		if i%10 == 3 {
			fmt.Fprintf(&c, "c %d\n", i)
		} else {
			fmt.Fprintf(&c, "a %d\n", i)
		}
	}
	if got := textdiff.Unified("x", "y", a.Bytes(), b.Bytes(), 3); strings.Count(got, "\n") != 240_003 {
		t.Errorf("%d lines for two different files", strings.Count(got, "\n"))
	}
	got := textdiff.Unified("x", "y", a.Bytes(), c.Bytes(), 0)
	if n := strings.Count(got, "\n@@ "); n != 12_000 {
		t.Errorf("%d hunks, want 12000", n)
	}
}
