package settings

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"testing"
)

// TestIndex compares the index with a plain scan, over random keys with few
// letters, so that keys and prefixes collide, and over keys deeper than the
// index goes.
func TestIndex(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	word := func() string { return []string{"a", "b", "a-b", "ab", "", "."}[rnd.IntN(6)] }
	name := func() string {
		parts := make([]string, 1+rnd.IntN(5)*rnd.IntN(6))
		for i := range parts {
			parts[i] = word()
		}
		return strings.Join(parts, ".")
	}
	for n := range 200 {
		have := map[string]bool{}
		for range n {
			have[name()] = true
		}
		var sorted []Setting
		for k := range have {
			sorted = append(sorted, Setting{Key: k})
		}
		sort.Slice(sorted, func(i, j int) bool { return sorted[i].Key < sorted[j].Key })
		x := newIndex(sorted)
		for range 300 {
			q := name()
			at, ok := x.key(sorted, q)
			if ok != have[q] || ok && sorted[at].Key != q {
				t.Fatalf("key %q in %v: %d, %v", q, sorted, at, ok)
			}
			var want []string
			for i := range sorted {
				if strings.HasPrefix(sorted[i].Key, q+".") {
					want = append(want, sorted[i].Key)
				}
			}
			var got []string
			lo, hi := x.under(sorted, q)
			for _, s := range sorted[lo:hi] {
				got = append(got, s.Key)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("under %q: %q, want %q", q, got, want)
			}
		}
	}
	var none Set
	if none.Has("a") || none.HasUnder("a") {
		t.Error("an empty set has something")
	}
}
