package host

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestSizeRounding compares whole-number arithmetic with that of strconv.
func TestSizeRounding(t *testing.T) {
	plain := func(n uint64) string {
		units := [...]string{"B", "KiB", "MiB", "GiB", "TiB"}
		f, i := float64(n), 0
		for f >= 1024 && i < len(units)-1 {
			f /= 1024
			i++
		}
		digits := 1
		if f >= 100 || f == math.Trunc(f) {
			digits = 0
		}
		return strconv.FormatFloat(f, 'f', digits, 64) + " " + units[i]
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for i := range 200_000 {
		n := rnd.Uint64() >> (11 + rnd.IntN(53)) // floats hold these exactly
		if i%3 == 0 {
			n = n >> 9 << 9 // halves and quarters of units
		}
		if got, want := FormatSize(n), plain(n); got != want {
			t.Fatalf("%d: %s, want %s", n, got, want)
		}
	}
	if got := FormatSize(math.MaxUint64); got != "16777216 TiB" {
		t.Error(got)
	}
}
