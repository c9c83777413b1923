package lint_test

import (
	"testing"

	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
)

// TestSpeaksOrNot tries rules on files near the border of what they report.
func TestSpeaksOrNot(t *testing.T) {
	const (
		imap    = "[server.listener.i]\nbind = \"[::]:143\"\nprotocol = \"imap\"\n"
		relay   = "[queue.route.r]\ntype = \"relay\"\naddress = \"h.example\"\nport = 25\nprotocol = \"smtp\"\n"
		limiter = "[queue.limiter.outbound.x]\nrate = \"5/1h\"\n"
		small   = "# stalcfg: host ram=1GiB cores=1\n"
		sign    = "[signature.a]\nalgorithm = \"rsa-sha256\"\n[auth.dkim]\nsign = "
	)
	for _, c := range []struct {
		rule, text string
		want       bool
	}{
		{"SC7003", "server.auto-ban.auth.rate = \"9/1d\"\n", true}, {"SC7003", "server.auto-ban.auth.rate = \"10/1d\"\n", false},
		{"SC7003", "server.auto-ban.auth.rate = \"5/1m\"\n", false}, {"SC7003", "server.auto-ban.auth.rate = false\n", false},
		{"SC7003", "server.auto-ban.scan.rate = \"3/1d\"\n", false}, {"SC7003", "server.auto-ban.auth.rate = \"%{env:R}%\"\n", false},
		{"SC7006", small + "authentication.fallback-admin.secret = \"{CRYPT}$2y$13$abcdefghijklmnopqrstuv\"\n", true},
		{"SC7006", small + "authentication.fallback-admin.secret = \"$2b$11$abcdefghijklmnopqrstuv\"\n", false},
		{"SC7006", "# stalcfg: host ram=1GiB cores=8\nauthentication.fallback-admin.secret = \"$2b$12$abcdefghijklmnopqrstuv\"\n", false},
		{"SC7006", small + "[directory.m]\ntype = \"memory\"\n[[directory.m.principals]]\nname = \"a\"\nsecret = [\"x\", \"$app$phone$$2b$12$abcdefghijklmnopqrstuv\"]\n", true},
		{"SC7007", small + "authentication.master.secret = \"{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA\"\n", true},
		{"SC7007", small + "authentication.master.secret = \"$argon2id$v=19$m=8192,t=3,p=4$c2FsdA$aGFzaA\"\n", false},
		{"SC8001", sign + "\"'rsa-' + sender_domain\"\n", false}, {"SC8001", sign + "\"['a']\"\n", false}, {"SC8001", sign + "\"['b']\"\n", true},
		{"SC8001", "[signature.rsa-example.org]\nalgorithm = \"rsa-sha256\"\n[signature.a]\nalgorithm = \"rsa-sha256\"\n[auth.dkim]\nsign = \"['a']\"\n", false},
		{"SC8001", sign + "\"%{env:SIGN}%\"\n", false}, {"SC8001", sign + "[{if = \"is_tls\", then = \"['a']\"}, {else = \"false\"}]\n", false},
		{"SC8001", "[signature.a]\nalgorithm = \"rsa-sha256\"\n", false}, {"SC8001", imap + "[signature.a]\nalgorithm = \"rsa-sha256\"\n", true},
		{"SC8004", limiter, true}, {"SC8004", limiter + "key = [\"sender\", \"mx\"]\n", false}, {"SC8004", limiter + "enable = false\n", false},
		{"SC8004", limiter + "match = \"!is_local_domain('', rcpt_domain)\"\n", false}, {"SC8004", limiter + "match = \"is_local_domain('*', rcpt_domain)\"\n", true},
		{"SC8004", limiter + "match = \"rcpt_domain == 'gmail.com'\"\n", false}, {"SC8004", limiter + "match = \"true\"\n", true},
		{"SC8004", limiter + "match = \"remote_ip == '192.0.2.1' || true\"\n", false}, {"SC8004", limiter + "match = \"!is_local_domain('*', rcpt_domain) && is_tls\"\n", false},
		{"SC8007", "queue.virtual.remote.threads-per-node = 49\n", true}, {"SC8007", "queue.virtual.local.threads-per-node = 5\n", false},
		{"SC8007", "queue.virtual.remote.threads-per-node = 5\nqueue.connection.x.timeout.connect = \"1m\"\nqueue.connection.x.timeout.greeting = \"1m\"\nqueue.connection.x.timeout.ehlo = \"1m\"\n", false},
		{"SC8009", small + "queue.virtual.local.threads-per-node = 16\n", false}, {"SC8009", small + "queue.virtual.local.threads-per-node = 17\n", true},
		{"SC8011", imap + relay + "[queue.strategy]\nroute = \"'r'\"\n", true}, {"SC8011", relay + "[queue.strategy]\nroute = \"'r'\"\n", false},
		{"SC8011", imap + "[queue.strategy]\nroute = \"'mx'\"\n", true}, {"SC8011", imap + "[queue.strategy]\nroute = \"'local'\"\n", false},
		{"SC8011", imap + "[queue.strategy]\nroute = \"'unknown'\"\n", false}, // it may be in the database
		{"SC8011", imap + relay + "[queue.strategy]\nroute = [{if = \"source == 'dsn'\", then = \"'mx'\"}, {else = \"'r'\"}]\n", true},
		{"SC8011", imap + relay + "[queue.strategy]\nroute = [{if = \"!is_local_domain('*', rcpt_domain)\", then = \"'r'\"}, {else = \"'local'\"}]\n", false},
		{"SC8011", imap + relay + "[queue.strategy]\nroute = [{if = \"key_exists('local-domains', rcpt_domain)\", then = \"'local'\"}, {else = \"'r'\"}]\n", false},
		{"SC8011", imap + "[queue.route.mx]\ntype = \"local\"\n[queue.strategy]\nroute = \"'mx'\"\n", false},
		{"SC8401", "resolver.type = \"quad9-tls\"\n", true}, {"SC8401", "resolver.type = \"custom\"\nresolver.custom = \"[2620:fe::fe]:53\"\n", true},
		{"SC8401", "resolver.type = \"custom\"\nresolver.custom = \"192.168.1.1\"\n", false}, {"SC8401", "resolver.custom = \"8.8.8.8\"\n", false},
		{"SC8401", "resolver.type = \"google\"\nspam-filter.dnsbl.max-check = { ip = 0, domain = 0, email = 0, url = 0 }\n", false},
		{"SC8404", "session.data.script = \"'mine'\"\n", false}, {"SC8404", "session.data.script = \"'track-replies'\"\n", true},
		{"SC8404", "[sieve.trusted.scripts.a]\nname = \"A\"\n", true}, {"SC8404", "[sieve.trusted.scripts.a]\nname = \"A\"\ncontents = \"keep;\"\n", false},
		{"SC8407", "spam-filter.classifier.training.frequency = \"59m\"\n", true}, {"SC8407", "spam-filter.classifier.training.frequency = \"1h\"\n", false},
		{"SC8407", "spam-filter.classifier.training.frequency = false\n", false},
		{"SC9204", "[tracer.o]\ntype = \"open-telemetry\"\ntransport = \"grpc\"\nendpoint = \"https://h:4317\"\n", false},
		{"SC9204", "[tracer.o]\ntype = \"open-telemetry\"\ntransport = \"http\"\nendpoint = \"https://h/v1/logs\"\nenable.span-exporter = false\n", false},
		{"SC9204", "[tracer.o]\ntype = \"open-telemetry\"\ntransport = \"http\"\nendpoint = \"https://h/v1/logs?x=1\"\n", true},
	} {
		l := lint.New(lint.Options{Selection: lint.Selection{Preset: rules.All}})
		got := false
		for _, f := range l.Lint(source.New("x.toml", []byte(c.text))).Findings {
			got = got || f.Code == c.rule
		}
		if got != c.want {
			t.Errorf("%s speaks = %v on:\n%s", c.rule, got, c.text)
		}
	}
}
