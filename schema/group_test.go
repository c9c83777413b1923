package schema

import (
	"slices"
	"testing"
)

func TestUnknownGroup(t *testing.T) {
	for _, c := range []struct{ key, group string }{
		{"smtp.listen", "smtp"},
		{"server.listeners.0000.bind", "server.listeners"},
		{"server.listener.smtp.tlss.enable", ""}, // the id may be "smtp.tlss"
		{"storage.backend", ""},                  // a setting, not a group
		{"storage.sqlite.path", "storage.sqlite"},
		{"smtp", ""},
		{"", ""},
		{"imap.rate-limit.concurrent", ""},
		{"imap.rate-limits.concurrent", "imap.rate-limits"},
		{"config.local-keys.0000", ""},
	} {
		if got, ok := UnknownGroup(c.key); got != c.group && ok || ok != (c.group != "") {
			t.Errorf("%q: %q %v, want %q", c.key, got, ok, c.group)
		}
	}
}

// TestGroupsAreKnown asks for a group of every pattern: there is none.
func TestGroupsAreKnown(t *testing.T) {
	for i := range keys {
		if g, ok := UnknownGroup(keys[i].Pattern); ok {
			t.Errorf("%s: %s", keys[i].Pattern, g)
		}
	}
}

func TestGroupsNear(t *testing.T) {
	for _, c := range []struct {
		group string
		want  []string
	}{
		{"server.listeners", []string{"server.listener"}},
		{"stores", []string{"store"}},
		{"smtp", nil},
		{"nothing.listeners", nil},
		{"imap.rate-limits", []string{"imap.rate-limit"}},
	} {
		if got := GroupsNear(c.group); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.group, got, c.want)
		}
	}
}
