package settings

import "testing"

// TestBeforeUnder compares the search without a built prefix with the plain one.
func TestBeforeUnder(t *testing.T) {
	words := []string{"", "a", "a.", "a.b", "a-b", "a.b.c", "ab", "a0", "b", "a..", "a.b-", "a/b", ".", "-"}
	for _, key := range words {
		for _, prefix := range words {
			if got, want := beforeUnder(key, prefix), key < prefix+"."; got != want {
				t.Errorf("beforeUnder(%q, %q) = %v", key, prefix, got)
			}
		}
	}
}
