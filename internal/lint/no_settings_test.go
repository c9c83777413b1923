package lint_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TestNotText demands one finding for a file that is no text, not one a line.
func TestNotText(t *testing.T) {
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("[server]\nhostname = \"mail.example.org\"\n")) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"UTF-16":  {wide, "The file is UTF-16"},
		"program": {[]byte("\x7fELF\x02\x00\xd0\n\x00\x01\n\x02\n[a\n"), "Save the file as UTF-8"},
	} {
		got := lint.New(lint.Options{}).Lint(source.New("x.toml", c.data)).Findings
		if len(got) != 1 || got[0].Code != "SC1020" || !strings.HasPrefix(got[0].Detail, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestEmpty demands a word about a file with nothing in it, and none about one of
// comments.
func TestEmpty(t *testing.T) {
	for text, want := range map[string]int{"": 1, "\n \n": 1, "# milter\n": 0} {
		if got := lint.New(lint.Options{}).Lint(source.New("x.toml", []byte(text))).Findings; len(got) != want {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
