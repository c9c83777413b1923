package dialect

import (
	"fmt"
	"math/rand"
	"testing"
)

// TestKeyIndex compares the index with a map over random insertions and
// removals of the newest entries.
func TestKeyIndex(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	index, want := newKeyIndex(0), map[string]int{}
	var entries []Entry
	for step := 0; step < 50000; step++ {
		if r.Intn(4) == 0 && len(entries) > 0 {
			last := entries[len(entries)-1].Key
			index.forget(entries, last)
			delete(want, last)
			entries = entries[:len(entries)-1]
			continue
		}
		key := fmt.Sprint("key.", r.Intn(40000))
		first, found := index.put(entries, key, len(entries))
		at, there := want[key]
		if found != there || found && first != at {
			t.Fatalf("step %d: %s is at %d, %v; want %d, %v", step, key, first, found, at, there)
		}
		if !found {
			want[key] = len(entries)
			entries = append(entries, Entry{Key: key})
		}
	}
	if len(want) < 5000 {
		t.Fatalf("only %d keys were kept", len(want))
	}
}

func TestAppendIndex(t *testing.T) {
	for _, i := range []int{0, 5, 10, 99, 100, 999, 1000, 9999, 10000, 123456} {
		if got, want := string(appendIndex(nil, i)), fmt.Sprintf("%04d", i); got != want {
			t.Errorf("appendIndex(%d) = %s, want %s", i, got, want)
		}
	}
}

func TestNamesKeepTheirText(t *testing.T) {
	n := names{size: 64}
	var kept, want []string
	for i := 0; i < 2000; i++ {
		text := fmt.Sprintf("%0*d", i%90, i)
		kept, want = append(kept, n.add([]byte(text))), append(want, text)
	}
	for i := range want {
		if kept[i] != want[i] {
			t.Fatalf("text %d became %q, was %q", i, kept[i], want[i])
		}
	}
}
