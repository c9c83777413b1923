package gitfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
)

func TestParse(t *testing.T) {
	for in, want := range map[string][]Change{
		"":                   nil,
		"M\x00a b.toml":      {{"a b.toml", "a b.toml"}},
		"A\x00new":           {{"", "new"}},
		"D\x00old":           {{"old", ""}},
		"R087\x00x\x00y":     {{"x", "y"}},
		"T\x00t\x00A\x00-n.": {{"t", "t"}, {"", "-n."}},
	} {
		got, err := parse(strings.Split(in, "\x00"))
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("%q: %v %v, want %v", in, got, err, want)
		}
	}
	for _, bad := range []string{"M", "R100\x00only"} {
		if got, err := parse(strings.Split(bad, "\x00")); err == nil {
			t.Errorf("%q: %v", bad, got)
		}
	}
}

// TestRevision keeps git from taking a revision for an option.
func TestRevision(t *testing.T) {
	for _, bad := range []string{"", "-x", "--output=x", "a\nb", "a\x00"} {
		if Revision(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
		if _, err := Show(bad, "x"); err == nil {
			t.Errorf("%q is shown", bad)
		}
		if _, err := Changed(bad); err == nil {
			t.Errorf("%q is compared", bad)
		}
		if _, err := Commit(bad); err == nil {
			t.Errorf("%q is a commit", bad)
		}
	}
	for _, good := range []string{"HEAD", "HEAD~1", "v1.0", "a/b", ":0"} {
		if err := Revision(good); err != nil {
			t.Error(err)
		}
	}
}
