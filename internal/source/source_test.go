package source_test

import (
	"testing"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/source"
)

func TestPosition(t *testing.T) {
	f := source.New("x", []byte("ab\nü c\r\n\nlast"))
	for off, want := range map[uint32]source.Position{
		0: {1, 1, 0}, 2: {1, 3, 2}, 3: {2, 1, 3}, 5: {2, 2, 5}, 9: {3, 1, 9}, 10: {4, 1, 10}, 14: {4, 5, 14}, 99: {4, 5, 14},
	} {
		if got := f.Position(off); got != want {
			t.Errorf("offset %d: %+v, want %+v", off, got, want)
		}
	}
	if n := f.LineCount(); n != 4 {
		t.Errorf("%d lines", n)
	}
	if s := f.Text(f.LineSpan(2)); s != "ü c" {
		t.Errorf("line 2 is %q", s)
	}
	if s := f.LineSpan(9); !s.Empty() {
		t.Errorf("line 9 is %v", s)
	}
	if s := f.Text(source.Span{Start: 12, End: 99}); s != "st" {
		t.Errorf("text past the end: %q", s)
	}
}
