package fix_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/fix"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/source"
)

func edit(start, end uint32, text string) diag.Edit {
	return diag.Edit{Span: source.Span{Start: start, End: end}, New: text}
}

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []diag.Edit
		want  string // "" when it is an error
	}{
		{"none", nil, "0123456789"},
		{"any order", []diag.Edit{edit(8, 9, "x"), edit(0, 2, ""), edit(4, 4, "--")}, "23--4567x9"},
		{"insertions keep their order", []diag.Edit{edit(5, 5, "a"), edit(5, 5, "b")}, "01234ab56789"},
		{"insertion before replacement", []diag.Edit{edit(5, 6, "R"), edit(5, 5, "i")}, "01234iR6789"},
		{"side by side", []diag.Edit{edit(2, 4, "a"), edit(4, 6, "b")}, "01ab6789"},
		{"at the end", []diag.Edit{edit(10, 10, "\n")}, "0123456789\n"},
		{"overlap", []diag.Edit{edit(2, 5, "a"), edit(4, 6, "b")}, ""},
		{"insertion inside", []diag.Edit{edit(2, 5, "a"), edit(3, 3, "b")}, ""},
		{"out of range", []diag.Edit{edit(9, 11, "")}, ""},
		{"backwards", []diag.Edit{edit(5, 4, "")}, ""},
	} {
		data := []byte("0123456789")
		got, err := fix.Apply(data, c.edits)
		if string(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
		if string(data) != "0123456789" {
			t.Fatalf("%s changes its input", c.name)
		}
	}
}

func finding(safe bool, edits ...diag.Edit) diag.Finding {
	return diag.Finding{Code: "SC0000"}.WithFix("Do it", safe, edits...)
}

func TestMerge(t *testing.T) {
	fs := []diag.Finding{
		finding(true, edit(20, 22, "a"), edit(4, 5, "b")), // 0: whole, first by its earlier edit
		finding(true, edit(21, 23, "c")),                  // 1: clashes with the later edit of 0
		finding(false, edit(30, 31, "d")),                 // 2: unsafe
		{Code: "SC0001"},                                  // 3: nothing to do
		finding(true, edit(40, 40, "e")),                  // 4
		finding(true, edit(40, 40, "f")),                  // 5: inserts at the place of 4
		finding(true, edit(2, 4, "g")),                    // 6: ends where 0 begins
		finding(true, edit(5, 5, "h")),                    // 7: inserts at the border of 0
	}
	if diff := cmp.Diff([]int{6, 0, 4}, fix.Merge(fs, false)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{6, 0, 2, 4}, fix.Merge(fs, true)); diff != "" {
		t.Error(diff)
	}
}

// FuzzApply compares with edits carried out one by one from the end.
func FuzzApply(f *testing.F) {
	f.Add("0123456789", uint8(1), uint8(2), uint8(5), uint8(5), "x", "")
	f.Fuzz(func(t *testing.T, text string, a, b, c, d uint8, x, y string) {
		edits := []diag.Edit{edit(uint32(a), uint32(b), x), edit(uint32(c), uint32(d), y)}
		got, err := fix.Apply([]byte(text), edits)
		good := a <= b && int(b) <= len(text) && c <= d && int(d) <= len(text)
		if c < a || c == a && d < b {
			a, b, c, d, x, y = c, d, a, b, y, x
		}
		good = good && c >= b
		if (err == nil) != good {
			t.Fatalf("%q %v: %v", text, edits, err)
		}
		if good {
			want := text[:c] + y + text[d:]
			want = want[:a] + x + want[b:]
			if string(got) != want {
				t.Fatalf("%q, want %q", got, want)
			}
		}
	})
}
