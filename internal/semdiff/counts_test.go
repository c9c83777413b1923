package semdiff_test

import (
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/schema"
)

// one compares two files of one line; "" is an empty file.
func one(t *testing.T, old, now string) *semdiff.Diff {
	t.Helper()
	x, y := side(t, []byte(old+"\n")), side(t, []byte(now+"\n"))
	d := semdiff.Compare(x, y)
	mirror(t, old+" and "+now, d, semdiff.Compare(y, x))
	return d
}

// TestUnreadable gives every setting with a default texts that the server cannot
// read: they are told, and make no difference to each other; to the default and
// to nothing only where the default counts in their place.
func TestUnreadable(t *testing.T) {
	const bad, worse = "¿no", "¿nor"
	tried, defaults := 0, 0
	for i := range schema.All() {
		k := &schema.All()[i]
		counts, ok := k.Instead(bad)
		if k.Status != schema.Live || strings.HasSuffix(k.Pattern, "*") || !k.HasDefault || !ok {
			continue
		}
		tried++
		key := strings.ReplaceAll(k.Pattern, "*", "x")
		line := func(v string) string { return key + " = '" + v + "'" }
		kinds := func(old, now string, want ...semdiff.Kind) *semdiff.Diff {
			d := one(t, old, now)
			if len(d.Changes) != 1 || len(want) > 0 && d.Changes[0].Kind != want[0] {
				t.Errorf("%s\n→ %s\n%s", old, now, describe(d))
			}
			return d
		}
		if d := kinds(line(bad), line(worse), semdiff.NoEffect); d.Differs() || d.Changes[0].Class != semdiff.Nothing || !d.Changes[0].Old.Unread {
			t.Errorf("%s: %s", key, describe(d))
		}
		same := counts == k.Canonical(k.Default)
		if d := kinds(line(bad), line(k.Default)); same == d.Differs() {
			t.Errorf("%s counts as %q, the default is %q: %s", key, counts, k.Default, describe(d))
		}
		switch {
		case strings.Contains(k.Pattern, "*"):
			continue // a setting alone would be an object that came
		case !same:
			kinds("", line(bad), semdiff.Added)
			continue
		}
		defaults++
		kinds("", line(bad), semdiff.Restated)
		kinds(line(bad), "", semdiff.Unrestated)
	}
	if tried < 200 || defaults < 100 {
		t.Errorf("only %d settings, %d of them with the default in the place of what cannot be read", tried, defaults)
	}
}

// TestUnreadableApart is about texts that look alike and are not.
func TestUnreadableApart(t *testing.T) {
	const no, yes = false, true
	for _, c := range []struct {
		old, now string
		differs  bool
	}{
		{"server.max-connections = 'x'", "server.max-connections = 8192", no},
		{"server.max-connections = 'x'", "server.max-connections = 8193", yes},
		{"server.max-connections = '%{env:X}%'", "server.max-connections = 'x'", yes},
		{"server.auto-ban.auth.rate = 'x'", "server.auto-ban.auth.rate = false", no},
		{"server.auto-ban.auth.rate = 'x'", "", yes},
		{"server.max-connections = 10\nserver.listener.l.max-connections = 'x'", "server.max-connections = 10", yes},
		{"server.listener.l.max-connections = 'x'", "server.listener.l.max-connections = 8192", no},
		{"session.ehlo.require = 'no_such'", "session.ehlo.require = 'none_such'", no},
		{"session.ehlo.require = 'no_such'", "session.ehlo.require = true", no},
		{"session.ehlo.require = 'no_such'", "session.ehlo.require = false", yes},
		{"store.s.type = 'x'", "store.s.type = 'y'", no},
		{"spam-filter.classifier.parameters.features = 99", "spam-filter.classifier.parameters.features = 98", yes},
		{"session.milter.m.stages = ['x']", "session.milter.m.stages = ['y']", yes},
		{"unknown.setting = 'x'", "unknown.setting = 'y'", yes},
	} {
		if d := one(t, c.old, c.now); d.Differs() != c.differs {
			t.Errorf("%s\n→ %s: %s", c.old, c.now, describe(d))
		}
	}
}
