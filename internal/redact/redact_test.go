package redact_test

import (
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TestValue says which values are shown and which are not.
func TestValue(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"store.db.password", "hunter2", "***"},
		{"store.db.password", "", ""},
		{"store.db.password", "%{env:PW}%", "%{env:PW}%"},
		{"store.db.password", "x%{env:PW}%", "***"},
		{"server.hostname", "mail.example.org", "mail.example.org"},
		// names outside the schema
		{"my.api-key", "k", "***"}, {"my.access-key", "k", "***"}, {"my.secret-key", "k", "***"}, {"my.hmac-key", "k", "***"},
		{"my.client-secret", "k", "***"}, {"my.client_secret", "k", "***"}, {"my.license-key", "k", "***"}, {"my.dsn", "k", "***"},
		{"my.credentials", "k", "***"}, {"my.token", "k", "***"}, {"my.passwd", "k", "***"}, {"my.private-key", "k", "***"},
		{"my.secret.0000", "k", "***"},
		{"my.compass", "north", "north"}, {"my.tokenizer", "icu", "icu"},
		// values that give themselves away
		{"my.note", "$2b$12$abcdefghijklmnopqrstuv", "***"}, {"my.note", "$6$salt$abcdefgh", "***"},
		{"my.note", "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA", "***"}, {"my.note", "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "***"},
		{"my.note", "-----BEGIN RSA PRIVATE KEY-----\nabc", "***"},
		{"my.note", "costs $1, $2 or $3", "costs $1, $2 or $3"},
		// addresses
		{"store.db.url", "postgres://user:pw@host/db", "postgres://user:***@host/db"},
		{"store.db.url", "postgres://user@host/db", "postgres://user@host/db"},
		{"store.db.url", "https://host:8080/a", "https://host:8080/a"},
		{"store.db.url", "https://host:8080/a@b", "https://host:***@b"}, // or a password 8080/a: hidden when in doubt
		{"store.db.url", "redis://:pw@host", "redis://:***@host"},
		{"store.db.url", "postgres://u:%{env:PW}%@host", "postgres://u:%{env:PW}%@host"},
	} {
		if got := redact.Value(c.key, c.value); got != c.want {
			t.Errorf("%s = %q is shown as %q, want %q", c.key, c.value, got, c.want)
		}
	}
}

// TestShortSecrets hides secrets of less than four bytes where they stand, and
// nothing else.
func TestShortSecrets(t *testing.T) {
	f := source.New("a", []byte("[store.db]\ntype = \"postgresql\"\npassword = q7Z\n"))
	m := redact.New(f, settings.FromDocument(dialect.Parse(f, dialect.Gen015)))
	at := uint32(strings.Index(string(f.Data), "q7Z"))
	place := source.Span{Start: at, End: at + 3}
	if got := m.TextAt(place, "password = q7Z: write \"q7Z\", not xq7Z"); got != "password = ***: write \"***\", not xq7Z" {
		t.Error(got)
	}
	if got := m.TextAt(source.Span{Start: 0, End: 5}, "q7Z"); got != "q7Z" {
		t.Error(got)
	}
	if got := m.TextAt(place, "q7Z is a word"); got != "q7Z is a word" {
		t.Error(got)
	}
	if got, hidden := m.Edit(place, "\"q7Z\""); got != redact.Hidden || !hidden {
		t.Error(got, hidden)
	}
	if got, hidden := m.Edit(place, ""); got != "" || hidden {
		t.Error(got, hidden)
	}
}

// TestMask says what is hidden in lines of a file that make no setting.
func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"# password = hunter2":                      "# password = ***",
		"# the password is in the vault":            "# the password is in the vault",
		"x = 1 # token: abc":                        "x = 1 # token: ***",
		"[store.db] password = \"hunter2\"":         "[store.db] password = ***",
		"store.db.password \"hunter2\"":             "store.db.password ***",
		"password: hunter2":                         "password: ***",
		"server.hostname = \"a\" secret = \"abcd\"": "server.hostname = \"a\" secret = ***",
		"# see https://u:hunter2@h/p and http://h":  "# see https://u:***@h/p and http://h",
		"a = \"https://h/?token=abc&x=1\"":          "a = \"https://h/?token=***&x=1\"",
		"a = \"https://key@h/\"":                    "a = \"https://***@h/\"",
		"a = \"ldap://user@h/\"":                    "a = \"ldap://user@h/\"",
		"server.hostname = \"mail\" # the host":     "server.hostname = \"mail\" # the host",
	} {
		f := source.New("x.toml", []byte(text+"\n"))
		m := redact.New(f, settings.FromDocument(dialect.Parse(f, dialect.Gen015)))
		if got, _ := m.Line(f, f.LineSpan(1)); got != want {
			t.Errorf("%s is shown as %s, want %s", text, got, want)
		}
	}
}

// BenchmarkNew measures a broken file with many names, which is the slow case.
func BenchmarkNew(b *testing.B) {
	text := strings.Repeat("a = b = c = \"x\" d: e\n# note: see https://h/p\n", 500)
	f := source.New("x.toml", []byte(text))
	set := settings.FromDocument(dialect.Parse(f, dialect.Gen015))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		redact.New(f, set)
	}
}
