package report

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCleanEverywhere puts odd characters at every place of texts of every
// length up to three words, and compares with looking at each rune.
func TestCleanEverywhere(t *testing.T) {
	odd := []string{"", "\t", "\n", "\x00", "\x1f", "\x7f", "\x80", "\xff", "ü", "×", "\u202e", "\u200b", "\ufeff", "\U0001f600", "\ufffd", "\xc3"}
	rnd := rand.New(rand.NewPCG(5, 6))
	for n := range 30 {
		for at := range n + 1 {
			for _, o := range odd {
				s := strings.Repeat("a", at) + o + strings.Repeat("~", n-at)
				if rnd.IntN(2) == 0 {
					s += odd[rnd.IntN(len(odd))]
				}
				if got, want := clean(s), strings.IndexFunc(s, unsafe) < 0; got != want {
					t.Fatalf("%q: %v, want %v", s, got, want)
				}
			}
		}
	}
}
