package report

import "testing"

func TestPad(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		text string
		name string
	}{
		{"imap", 6, "imap  ", "imap  "},
		{"listener number 12", 11, "listener n…", "liste…er 12"},
		{"listener number 12", 18, "listener number 12", "listener number 12"},
		{"監視用リスナー十二", 10, "監視用リ… ", "監視…十二 "},
		{"été-été-été-été", 7, "été-ét…", "été…été"},
	} {
		if got := pad(c.s, c.n); got != c.text || cells(got) != c.n {
			t.Errorf("pad %q: %q", c.s, got)
		}
		if got := padName(c.s, c.n); got != c.name || cells(got) != c.n {
			t.Errorf("name %q: %q", c.s, got)
		}
	}
}
