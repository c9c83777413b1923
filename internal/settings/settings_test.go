package settings_test

import (
	"slices"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

const text = `a = 1
[server.listener.x]
protocol = "smtp"
bind = ["[::]:25", "[::]:26"]
[server.listener."y.z"]
protocol = "imap"
a-b.c = 2
`

func TestSet(t *testing.T) {
	s := settings.FromDocument(dialect.Parse(source.New("t", []byte(text)), dialect.Gen015))
	if got := s.IDs("server.listener", "protocol"); !slices.Equal(got, []string{"x", "y.z"}) {
		t.Errorf("ids %q", got)
	}
	if got := s.IDs("server.listener", ""); !slices.Equal(got, []string{"x", "y"}) {
		t.Errorf("first segments %q", got)
	}
	if l := s.List("server.listener.x.bind"); len(l) != 2 || l[1].Value != "[::]:26" || l[1].Key != "server.listener.x.bind.0001" {
		t.Errorf("list %v", l)
	}
	if !s.HasUnder("server") || s.HasUnder("a") || s.HasUnder("serve") || !s.Has("a") || s.Has("server") {
		t.Error("prefixes")
	}
	if x := s.InFileOrder(); x[0].Key != "a" || x[1].Key != "server.listener.x.protocol" {
		t.Errorf("order %v", x[0])
	}
	if x, ok := s.First("nope", "a"); !ok || x.Value != "1" {
		t.Error("first")
	}
}

func TestMacros(t *testing.T) {
	ms := settings.Macros("x%{env:A}%y%{file:/b}%%{cfg:open")
	if len(ms) != 3 || ms[0].Name != "A" || !ms[1].Closed || ms[1].Kind != settings.MacroFile || ms[2].Closed || ms[2].Name != "open" {
		t.Errorf("%+v", ms)
	}
	for v, want := range map[string]bool{"%{env:X}%": true, "%{metric}%": false, "plain": false, "%{cfg:": true} {
		if settings.HasMacro(v) != want {
			t.Errorf("%q", v)
		}
	}
}
