package history

import (
	"strings"
	"testing"
	"time"
)

// FuzzLookups: no name breaks a look-up, and what a look-up says holds.
func FuzzLookups(f *testing.F) {
	for _, s := range []string{"", ".", "a..b", "store.a.b.c.type", "lookup.*.x", "session.rcpt.relay.0000.if.0", "jmap.sieve.", "sieve.trusted.scripts.*.*"} {
		f.Add(s, uint8(15), uint8(5))
	}
	f.Fuzz(func(t *testing.T, name string, minor, patch uint8) {
		v := V(0, int(minor), int(patch))
		if to, ch, ok := Successor(name, v); ok && (ch == nil || !ReadBy(to, v) || current(name, at(v))) {
			t.Errorf("Successor(%q, %v) = %q", name, v, to)
		}
		if _, ok := Removed(name, v); ok && current(name, at(v)) {
			t.Errorf("%q is read by %v and removed", name, v)
		}
		if ReadBy(name, v) {
			since, until, ok := Lifetime(name)
			if !ok || releases[at(v)].Compare(since) < 0 || releases[at(v)].Compare(until) > 0 {
				t.Errorf("%q is read by %v outside %v to %v", name, v, since, until)
			}
		}
		for _, c := range Changes(name, V(0, 2, 0), v) {
			if c.Version.Compare(v) > 0 {
				t.Errorf("change of %v up to %v", c.Version, v)
			}
		}
	})
}

func TestLongNamesAreCheap(t *testing.T) {
	start := time.Now()
	for _, s := range []string{"a.", "store.", "lookup.", "directory.x.principals.", "sieve.trusted.scripts.", "queue.schedule.", "0."} {
		ReadBy(strings.Repeat(s, 20000), V(0, 15, 5))
		Successor(s+strings.Repeat("x.", 20000), V(0, 15, 5))
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestTablesAreStatic(t *testing.T) {
	if n := testing.AllocsPerRun(20, func() {
		Lifetime("directory.ldap.principals.0003.email.0001")
		ReadBy("queue.outbound.next-hop.0000.if", V(0, 15, 5))
		DefaultAt("server.max-connections", V(0, 15, 5))
	}); n != 0 {
		t.Errorf("look-ups allocate %v times", n)
	}
}
