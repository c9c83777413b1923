package schema_test

import (
	"testing"

	"github.com/stalcfg/stalcfg/schema"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"imap.timeout.idle", "30m", "1800000"},
		{"imap.timeout.idle", "1800000", "1800000"},
		{"imap.timeout.idle", "30 M", "1800000"},
		{"imap.timeout.idle", "1h30m", "1h30m"}, // refused, stays
		{"server.max-connections", "+0512", "512"},
		{"server.max-connections", "512k", "512k"},
		{"http.use-x-forwarded", "true", "true"},
		{"http.use-x-forwarded", "TRUE", "TRUE"},
		{"imap.rate-limit.requests", "2000/1m", "2000/60000"},
		{"imap.rate-limit.requests", "2000/60s", "2000/60000"},
		{"server.auto-ban.auth.rate", "Never", "false"},
		{"server.auto-ban.auth.rate", "0", "false"},
		{"server.auto-ban.auth.rate", "none", "none"}, // not the same: a rate of nothing
		{"store.x.type", "PostgreSQL", "postgresql"},
		{"store.x.type", "distributed-blob", "sharded-blob"},
		{"server.listener.x.protocol", "HTTPS", "http"},
		{"server.listener.x.bind", "[0:0::0]:25", "[::]:25"},
		{"queue.route.x.type", " mx ", "mx"},
		{"queue.tls.x.dane", "required", "require"},
		{"tracer.x.level", "INFO", "info"},
		{"account.purge.frequency", "00 03 *", "0 3 *"},
		{"account.purge.frequency", "0 * whatever", "0 * *"},
		{"storage.search-index.default-language", "en-US", "en"},
		{"server.listener.x.socket.backlog", "00", "+0"}, // the number, not none
		{"server.listener.x.socket.backlog", "0", "false"},
		{"server.proxy.trusted-networks", "10.1.2.3/8", "10.0.0.0/8"},
		{"server.proxy.trusted-networks", "10.1.2.3 / 32", "10.1.2.3"},
		{"cluster.roles.purge.stores", "3, 1,+1", "1,3"},
		{"spam-filter.classifier.parameters.alpha", "2.0", "2"},
		{"spam-filter.classifier.parameters.alpha", "20e-1", "2"},
		{"server.hostname", " Mail.Example.org", " Mail.Example.org"},
	} {
		m, ok := schema.Lookup(c.key)
		if !ok {
			t.Fatalf("%s is not found", c.key)
		}
		got := m.Key.Canonical(c.value)
		if got != c.want {
			t.Errorf("%s = %q: got %q, want %q", c.key, c.value, got, c.want)
		}
	}
}

// FuzzCanonical demands that a canonical value is read as the value was, and
// stays the same.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"5m", "1/1s", "[::]:25", "10.0.0.0/8", "0 3 *", "1e3", "true", "-1", "en-US", "None", "3,1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for i := range schema.All() {
			k := &schema.All()[i]
			c := k.Canonical(s)
			if again := k.Canonical(c); again != c {
				t.Errorf("%s: %q becomes %q, then %q", k.Pattern, s, c, again)
			}
			if k.Check(s) == nil && k.Check(c) != nil {
				t.Errorf("%s: %q becomes %q, which is refused: %v", k.Pattern, s, c, k.Check(c))
			}
		}
	})
}
