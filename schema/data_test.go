package schema_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/schema"
)

// TestGenerated runs the generator again: the tables must be those of the data.
func TestGenerated(t *testing.T) {
	out := filepath.Join(t.TempDir(), "tables")
	if text, err := exec.Command("go", "run", "gen.go", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("tables_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("tables_gen.go is stale, run go generate ./schema:\n%.2000s", diff)
	}
}

// fact is what the collected facts say of one setting.
type fact struct {
	Key      string
	Default  any
	Scope    string
	InServer bool `json:"in_server"`
	Enum     *struct{ Values any }
}

// TestComplete compares the data with the collected facts.
func TestComplete(t *testing.T) {
	data, err := os.ReadFile("../../shared/stalwart/settings/settings.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the facts are not there: ../shared/stalwart/settings/settings.json")
	} else if err != nil {
		t.Fatal(err)
	}
	var facts []fact
	if err := json.Unmarshal(data, &facts); err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		m, ok := schema.Lookup(f.Key)
		if !ok || m.Key.Pattern != f.Key {
			t.Errorf("%s is not found", f.Key)
			continue
		}
		if m.Key.Scope.String() != f.Scope {
			t.Errorf("%s is %s, the facts say %s", f.Key, m.Key.Scope, f.Scope)
		}
		if s, ok := f.Default.(string); ok && m.Key.Default+m.Key.DefaultExpr+m.Key.DefaultComputed != s {
			t.Errorf("%s: default %q, the facts say %q", f.Key, m.Key.Default, s)
		}
		if f.Enum != nil {
			if list, ok := f.Enum.Values.([]any); ok && m.Key.Type == schema.Enum && len(list) > len(m.Key.Values) {
				t.Errorf("%s: %d values, the facts have %d", f.Key, len(m.Key.Values), len(list))
			}
		}
	}
	if n := len(schema.All()); n != len(facts) {
		t.Errorf("%d settings, the facts have %d", n, len(facts))
	}
}

// TestDefaultsAreValid demands that the server could read its own defaults.
func TestDefaultsAreValid(t *testing.T) {
	for i := range schema.All() {
		k := &schema.All()[i]
		if !k.HasDefault || k.IsExpression() || k.Multi != schema.Single {
			continue
		}
		if err := k.Check(k.Default); err != nil && k.Default != "" && k.Status == schema.Live {
			t.Errorf("%s: default %q: %v", k.Pattern, k.Default, err)
		}
	}
}

func TestLookup(t *testing.T) {
	for key, want := range map[string][2]string{
		"server.hostname":                          {"server.hostname", ""},
		"server.listener.smtp.bind.0000":           {"server.listener.*.bind", "0000"},
		"server.listener.a.b.protocol":             {"server.listener.*.protocol", ""},
		"session.rcpt.relay.0000.if":               {"session.rcpt.relay", "0000.if"},
		"server.blocked-ip.10.0.0.0/8":             {"server.blocked-ip.*", ""},
		"server.listener.smtp.tls.implicit":        {"server.listener.*.tls.implicit", ""},
		"server.listener.smtp.bnid":                {},
		"server.hostname.x":                        {},
		"queue.virtual.local.threads-per-node":     {"queue.virtual.*.threads-per-node", ""},
		"cache.message.size":                       {"cache.message.size", ""},
		"directory.internal.principals.0000.name":  {"directory.*.principals.*.name", ""},
		"directory.x.principals.0000.email.0001":   {"directory.*.principals.*.email", "0001"},
		"spam-filter.list.scores.SPAM_TRAP":        {"spam-filter.list.scores.*", ""},
		"":                                         {},
		"server":                                   {},
		"server.":                                  {},
		"storage.directory":                        {"storage.directory", ""},
		"lookup.mylist.some.key@example.org":       {"lookup.*.*", ""},
		"server.proxy.trusted-networks.127.0.0.1":  {"server.proxy.trusted-networks", "127.0.0.1"},
		"server.listener.x.proxy.trusted-networks": {"server.listener.*.proxy.trusted-networks", ""},
	} {
		m, ok := schema.Lookup(key)
		if !ok {
			if want[0] != "" {
				t.Errorf("%s is not found, want %s", key, want[0])
			}
			continue
		}
		if m.Key.Pattern != want[0] || m.Rest != want[1] {
			t.Errorf("%s belongs to %s with rest %q, want %v", key, m.Key.Pattern, m.Rest, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	for key, want := range map[string]string{
		"imap.rate-limit.concurent":         "imap.rate-limit.concurrent",
		"server.listener.smtp.bnid":         "server.listener.smtp.bind",
		"server.listner.smtp.protocol":      "server.listener.smtp.protocol",
		"server.max_connections":            "server.max-connections",
		"store.db.pool.max-conections":      "store.db.pool.max-connections",
		"server.listener.smtp.implicit":     "server.listener.smtp.tls.implicit",
		"cache.messages.size":               "cache.message.size",
		"utterly.different.thing.of.no.use": "",
	} {
		got := ""
		if s := schema.Suggest(key); len(s) > 0 {
			got = s[0]
		}
		if got != want {
			t.Errorf("%s: suggested %q, want %q", key, got, want)
		}
	}
}

func TestLocalKeys(t *testing.T) {
	builtin := schema.NewLocalKeys(schema.BuiltinLocalPatterns())
	for i := range schema.All() {
		k := &schema.All()[i]
		if got := builtin.Local(k.Pattern); got != (k.Scope == schema.Local) {
			t.Errorf("%s: local %v by the patterns, scope %s", k.Pattern, got, k.Scope)
		}
	}
	own := schema.NewLocalKeys([]string{" Store.* ", "!store.secret.*", "*.size", "cache.*.x", "", "*both*"})
	for key, want := range map[string]bool{
		"store.a": true, "store.secret.b": false, "cache.size": true, "cache.q.x": true, "both": false, "server.x": false,
	} {
		if own.Local(key) != want {
			t.Errorf("%s: local %v, want %v", key, !want, want)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		schema.Lookup("server.listener.smtp.bind.0000")
		schema.Lookup("session.rcpt.relay.0000.if")
	}
}
