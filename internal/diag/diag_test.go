package diag_test

import (
	"testing"

	"github.com/stalcfg/stalcfg/internal/diag"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/source"
)

func TestSortAndSeal(t *testing.T) {
	f := source.New("x", []byte("a = 1\nb = 2\n"))
	at := func(start, end uint32, code, key string) diag.Finding {
		g := diag.At(source.Span{Start: start, End: end}, "m").On(key)
		g.Code = code
		return g
	}
	fs := diag.Sort([]diag.Finding{at(6, 7, "SC2", "b"), at(0, 1, "SC1", "a"), at(0, 5, "SC3", "a"), at(0, 1, "SC1", "a")})
	if len(fs) != 3 || fs[0].Code != "SC3" || fs[1].Code != "SC1" || fs[2].Key != "b" {
		t.Fatalf("%+v", fs)
	}
	diag.Seal(f, fs)
	moved := source.New("x", []byte("\n\nb = 2\na = 1\n"))
	again := []diag.Finding{at(2, 3, "SC2", "b"), at(8, 9, "SC1", "a")}
	diag.Seal(moved, again)
	if again[0].Print() != fs[2].Print() || again[1].Print() != fs[1].Print() {
		t.Error("moving a setting changes its fingerprint")
	}
	twins := []diag.Finding{at(0, 1, "SC1", "a"), at(2, 3, "SC1", "a")}
	diag.Seal(f, twins)
	if twins[0].Print() == twins[1].Print() {
		t.Error("two findings of one rule about one key share a fingerprint")
	}
}

func TestSeverity(t *testing.T) {
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		if got, err := diag.ParseSeverity(s.String()); err != nil || got != s {
			t.Errorf("%v", s)
		}
	}
	if _, err := diag.ParseSeverity("fatal"); err == nil {
		t.Error("fatal is accepted")
	}
}
