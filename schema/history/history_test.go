package history

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/schema/history/internal/gen"
)

func TestGeneratedFilesAreCurrent(t *testing.T) {
	files, err := gen.Files("data")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is out of date; run go generate ./schema/history", name)
		}
	}
}

func TestLifetime(t *testing.T) {
	for _, c := range []struct{ name, since, until string }{
		{"account.purge.frequency", "0.12.0", "0.15.5"},
		{"server.run-as.user", "0.3.0", "0.7.3"},
		{"queue.outbound.next-hop", "0.3.0", "0.12.5"},
		{"queue.outbound.next-hop.0000.if", "0.3.0", "0.12.5"},
		{"queue.outbound.concurrency", "0.11.0", "0.11.1"},
		{"server.listener.smtp.bind.0000", "0.3.0", "0.15.5"},
		{"server.hostname", "0.3.0", "0.15.5"},
		{"store.rocks.db.type", "0.5.0", "0.15.5"},
		{"queue.route.*.type", "0.13.0", "0.15.5"},
		{"spam-filter.classifier.auto-learn.ham-score", "0.15.0", "0.15.1"},
		{"server.allowed-ip.10.0.0.0/8", "0.8.1", "0.15.5"},
		{"macros.host", "0.4.0", "0.6.0"},
		{"session.mail.is-allowed", "0.9.3", "0.15.5"},
		{"lookup.default.hostname", "0.7.0", "0.15.5"},
		{"no.such.key", "", ""},
		{"", "", ""},
		{"..", "", ""},
	} {
		since, until, ok := Lifetime(c.name)
		if !ok {
			if c.since != "" {
				t.Errorf("Lifetime(%q): unknown", c.name)
			}
			continue
		}
		if since.String() != c.since || until.String() != c.until {
			t.Errorf("Lifetime(%q) = %v, %v, want %s, %s", c.name, since, until, c.since, c.until)
		}
	}
}

func TestReadBy(t *testing.T) {
	for _, c := range []struct {
		name string
		v    Version
		want bool
	}{
		{"server.hostname", V(0, 6, 0), true},
		{"server.hostname", V(0, 10, 7), false},
		{"server.hostname", V(0, 11, 2), true},
		{"store.db.path", V(0, 3, 0), true},          // fixed name then
		{"store.db.path", V(0, 15, 5), true},         // chosen id now
		{"store.blob.s3.bucket", V(0, 15, 5), false}, // not a store called blob.s3
		{"cache.bayes.size", V(0, 14, 1), true},
		{"cache.bayes.size", V(0, 15, 0), false},
		{"queue.schedule.remote.retry", V(0, 12, 5), false},
		{"queue.schedule.remote.retry", V(0, 13, 0), true},
		{"webadmin.auto-update", V(0, 12, 5), true},
		{"webadmin.auto-update", V(0, 15, 5), false},
		{"acme.le.port", V(0, 7, 1), false},
		{"acme.le.port", V(0, 16, 0), true}, // newer counts as the newest
		{"global.thread-pool", V(0, 2, 0), false},
	} {
		if got := ReadBy(c.name, c.v); got != c.want {
			t.Errorf("ReadBy(%q, %v) = %v, want %v", c.name, c.v, got, c.want)
		}
	}
	if !IgnoredBy("global.thread-pool", V(0, 15, 5)) || IgnoredBy("global.thread-pool", V(0, 7, 0)) {
		t.Error("global.thread-pool is shown but unread from 0.8.1 on")
	}
}

func TestSuccessor(t *testing.T) {
	for _, c := range []struct {
		name   string
		target Version
		want   string
	}{
		{"jmap.rate-limit.account", V(0, 15, 5), "http.rate-limit.account"},
		{"server.http.headers.0000", V(0, 15, 5), "http.headers.0000"},
		{"server.http.headers.0000", V(0, 11, 8), ""},
		{"jmap.folders.inbox.name", V(0, 15, 5), "email.folders.inbox.name"},
		{"server.fail2ban.authentication", V(0, 15, 5), "server.auto-ban.auth.rate"},
		{"server.security.fail2ban", V(0, 15, 5), "server.auto-ban.auth.rate"}, // four names in all
		{"remote.relay.address", V(0, 13, 0), "queue.route.relay.address"},
		{"remote.my.relay.address", V(0, 13, 0), "queue.route.my.relay.address"},
		{"queue.outbound.next-hop", V(0, 13, 4), "queue.strategy.route"},
		{"queue.outbound.timeouts.connect", V(0, 15, 5), "queue.connection.*.timeout.connect"},
		{"queue.throttle.out.rate", V(0, 12, 0), "queue.limiter.outbound.out.rate"},
		{"session.throttle.in.key.0000", V(0, 12, 0), "queue.limiter.inbound.in.key.0000"},
		{"jmap.push.max-total", V(0, 15, 5), "object-quota.push-subscription"},
		{"jmap.sieve.limits.name-length", V(0, 4, 0), "sieve.untrusted.limits.name-length"},
		{"sieve.limits.redirects", V(0, 4, 0), "sieve.trusted.limits.redirects"},
		{"store.blob.s3.bucket", V(0, 5, 0), "store.*.bucket"},
		{"jmap.store.data", V(0, 15, 5), "storage.data"},
		{"jmap.fts.default-language", V(0, 15, 5), "storage.search-index.default-language"},
		{"resolver.cache.txt", V(0, 15, 5), "cache.dns.txt.size"},
		{"global.tracing.level", V(0, 15, 5), "tracer.*.level"},
		{"directory.ldap.bind.auth.dn", V(0, 15, 5), "directory.ldap.bind.auth.template"},
		{"config.resource.webadmin", V(0, 15, 5), "webadmin.resource"},
		{"lookup.spam-allow.example.org", V(0, 15, 5), "lookup.trusted-domains.example.org"},
		{"lookup.spam-allow.example.org", V(0, 10, 7), ""},
		{"lookup.spam-config.threshold-spam", V(0, 15, 5), "spam-filter.score.spam"},
		{"lookup.mine.example.org", V(0, 15, 5), ""},
		{"lookup.default.hostname", V(0, 15, 5), ""}, // still read when server.hostname is absent
		{"server.hostname", V(0, 10, 7), "lookup.default.hostname"},
		{"server.hostname", V(0, 15, 5), ""},
		{"cache.account.size", V(0, 15, 5), "cache.message.size"},
		{"session.data.milter.av.hostname", V(0, 15, 5), "session.milter.av.hostname"},
		{"server.run-as.user", V(0, 15, 5), ""},
		{"no.such.key", V(0, 15, 5), ""},
	} {
		got, ch, ok := Successor(c.name, c.target)
		if got != c.want || ok != (c.want != "") || ok && ch == nil {
			t.Errorf("Successor(%q, %v) = %q, %v, want %q", c.name, c.target, got, ok, c.want)
		}
	}
	if _, ch, ok := Successor("directory.ldap.address", V(0, 15, 5)); ok || ch == nil || len(ch.New) != 2 {
		t.Errorf("directory.*.address has two successors, got %+v, %v", ch, ok)
	}
	if _, ch, _ := Successor("directory.ldap.bind.auth.enable", V(0, 15, 5)); ch == nil ||
		!cmp.Equal(ch.ValueMap, [][2]string{{"true", "template"}, {"false", "default"}}) {
		t.Errorf("bind.auth.enable must carry its values, got %+v", ch)
	}
}

func TestRemoved(t *testing.T) {
	for _, c := range []struct {
		name   string
		target Version
		want   string
	}{
		{"server.run-as.user", V(0, 15, 5), "0.8.0"},
		{"server.run-as.user", V(0, 7, 0), ""},
		{"jmap.rate-limit.authentication", V(0, 15, 5), "0.11.0"}, // renamed first
		{"jmap.rate-limit.authentication", V(0, 10, 0), ""},
		{"cache.bayes.size", V(0, 15, 0), "0.15.0"},
		{"cluster.seed-nodes.0000", V(0, 12, 0), "0.12.0"},
		{"spam-filter.bayes.enable", V(0, 15, 5), "0.15.0"},
		{"macros.host", V(0, 15, 5), "0.7.0"},
		{"jmap.rate-limit.account", V(0, 15, 5), ""},
		{"acme.le.port", V(0, 15, 5), ""},
		{"lookup.spam-dmarc.example.org", V(0, 15, 5), "0.11.0"},
		{"acme.le.port", V(0, 7, 0), "0.7.0"},
		{"webadmin.auto-update", V(0, 15, 5), "0.13.0"},
	} {
		ch, ok := Removed(c.name, c.target)
		got := ""
		if ok {
			got = ch.Version.String()
		}
		if got != c.want {
			t.Errorf("Removed(%q, %v) = %q, want %q", c.name, c.target, got, c.want)
		}
	}
}

func TestChanges(t *testing.T) {
	got := ""
	for _, c := range Changes("cache.account.size", V(0, 3, 0), V(0, 15, 5)) {
		got += c.Version.String() + " " + c.Kind.String() + "\n"
	}
	if want := "0.7.0 added\n0.11.0 semantics-changed\n0.12.0 renamed\n"; got != want {
		t.Errorf("cache.account.size:\n%s", cmp.Diff(want, got))
	}
	if c := Changes("imap.rate-limit.concurrent", V(0, 6, 0), V(0, 7, 0)); len(c) != 1 ||
		c[0].OldDefault != "4" || c[0].NewDefault != "<unlimited>" {
		t.Errorf("imap.rate-limit.concurrent lost its limit in 0.7.0, got %+v", c)
	}
	if c := Changes("imap.rate-limit.concurrent", V(0, 7, 0), V(0, 15, 5)); len(c) != 0 {
		t.Errorf("nothing happened to it since, got %+v", c)
	}
	macro := false
	for _, c := range General(V(0, 6, 0), V(0, 7, 0)) {
		macro = macro || c.Topic == "(syntax) !ENV_NAME bare value" && c.Kind == Dropped
	}
	if !macro {
		t.Error("0.7.0 dropped the bare environment values")
	}
}

func TestDefaultAt(t *testing.T) {
	for _, c := range []struct {
		name string
		v    Version
		want string
	}{
		{"server.max-connections", V(0, 15, 5), "8192"},
		{"imap.rate-limit.concurrent", V(0, 6, 0), "4"},
		{"imap.rate-limit.concurrent", V(0, 15, 5), ""},
		{"session.rcpt.errors.total", V(0, 7, 0), "5"},
		{"session.rcpt.errors.total", V(0, 6, 0), ""},
		{"jmap.push.max-total", V(0, 13, 4), "100"},
		{"acme.le.polling-interval", V(0, 12, 0), "15s"},
	} {
		got, ok := DefaultAt(c.name, c.v)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("DefaultAt(%q, %v) = %q, %v, want %q", c.name, c.v, got, ok, c.want)
		}
	}
}

func TestTypesAndLocalPatterns(t *testing.T) {
	if got := Types(V(0, 6, 0), "listener"); !cmp.Equal(got, []string{"http", "imap", "lmtp", "managesieve", "smtp", "jmap"}) {
		t.Errorf("listener protocols of 0.6: %v", got)
	}
	if got := Types(V(0, 4, 2), "store"); !cmp.Equal(got, []string{"local", "s3", "minio", "gcs"}) {
		t.Errorf("blob stores of 0.4: %v", got)
	}
	if got := Types(V(0, 15, 5), "directory"); len(got) != 8 {
		t.Errorf("directories of 0.15: %v", got)
	}
	if got := LocalPatterns(V(0, 6, 0)); len(got) != 0 {
		t.Errorf("0.6 has no database of settings, got %v", got)
	}
	if got := LocalPatterns(V(0, 15, 5)); len(got) != 16 || got[3] != "!server.blocked-ip.*" {
		t.Errorf("local patterns of 0.15: %v", got)
	}
}

func BenchmarkLifetime(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		Lifetime("directory.ldap.principals.0003.email.0001")
	}
}
