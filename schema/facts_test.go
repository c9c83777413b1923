package schema_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/schema"
)

// readFacts decodes one file of the collected facts, or skips the test.
func readFacts(t *testing.T, name string, into any) {
	t.Helper()
	path := filepath.Join("../../shared/stalwart/settings", name)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the facts are not there: " + path[len("../"):])
	} else if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// details is the part of a fact that decides how a value is read.
type details struct {
	Key        string
	InServer   bool    `json:"in_server"`
	Type       string  `json:"type"`
	RustType   *string `json:"rust_type"`
	Optional   any     `json:"option_semantics"`
	Enterprise bool
	Fallback   *string `json:"fallback_key"`
	Enum       *struct {
		Values        any
		CaseSensitive *bool `json:"case_sensitive"`
	}
	Expression *struct {
		Variables any
		Constants []string
	}
}

// TestDetails compares types, options, values and words of expressions.
func TestDetails(t *testing.T) {
	var facts []details
	readFacts(t, "settings.json", &facts)
	types := map[string]string{
		"bool": "boolean", "cron": "schedule", "duration": "duration", "i32": "i32", "ip": "address", "ipmask": "network",
		"rate": "rate", "socket_addr": "address:port", "u16": "u16", "u64": "u64", "event-type": "event pattern", "path": "path",
	}
	for _, f := range facts {
		m, ok := schema.Lookup(f.Key)
		if !ok || !f.InServer {
			continue // TestComplete reports it
		}
		k := m.Key
		if want := types[f.Type]; want != "" && k.Type.String() != want && !strings.Contains(*f.RustType, "OrMask") {
			t.Errorf("%s is a %s, the facts say %s", f.Key, k.Type, f.Type)
		}
		if optional, ok := f.Optional.(bool); ok && optional != k.Optional {
			t.Errorf("%s: optional %v, the facts say %v", f.Key, k.Optional, optional)
		}
		if f.Enterprise != k.Enterprise || f.Fallback != nil && *f.Fallback != k.Fallback {
			t.Errorf("%s: enterprise %v, fallback %q; the facts: %v, %v", f.Key, k.Enterprise, k.Fallback, f.Enterprise, f.Fallback)
		}
		if f.Enum != nil {
			compareEnum(t, k, f)
		}
		if f.Expression != nil {
			sameWords(t, f.Key+": constants", k.Constants, f.Expression.Constants)
			compareVariables(t, k, f.Expression.Variables)
		}
	}
}

// compareVariables reads a plain list, or what all scopes have ("common"), every
// expression has ("always"), and one scope adds ("scope=url").
func compareVariables(t *testing.T, k *schema.Key, facts any) {
	t.Helper()
	switch facts := facts.(type) {
	case []any:
		sameWords(t, k.Pattern+": variables", schema.VariablesOf(k.Variables), texts(facts))
	case map[string]any:
		common := append(listOf(facts["common"]), listOf(facts["always"])...)
		for name, list := range facts {
			scope, ok := strings.CutPrefix(name, "scope=")
			if !ok && name != "always" {
				continue
			}
			got := schema.VariablesOf(k.VariableSet(scope))
			sameWords(t, k.Pattern+": variables of "+name, got, append(slices.Clone(common), listOf(list)...))
		}
	}
}

func listOf(v any) []string {
	list, _ := v.([]any)
	return texts(list)
}

func compareEnum(t *testing.T, k *schema.Key, f details) {
	t.Helper()
	list, ok := f.Enum.Values.([]any)
	if !ok || k.Type != schema.Enum {
		return
	}
	for _, v := range texts(list) {
		if err := k.Check(v); err != nil {
			t.Errorf("%s = %q is refused: %v", k.Pattern, v, err)
		}
	}
	for _, v := range k.Values {
		if !slices.Contains(texts(list), v) && !schema.None(v) {
			t.Errorf("%s: the facts have no value %q", k.Pattern, v)
		}
	}
	if f.Enum.CaseSensitive != nil && *f.Enum.CaseSensitive == k.AnyCase {
		t.Errorf("%s: any case %v, the facts say otherwise", k.Pattern, k.AnyCase)
	}
}

func texts(list []any) []string {
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func sameWords(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
		t.Errorf("%s are %q, the facts say %q", what, got, want)
	}
}

// TestEventNames compares the names of events and metrics, and the variables
// made of them.
func TestEventNames(t *testing.T) {
	var facts struct{ Events, Metrics []string }
	readFacts(t, "event_names.json", &facts)
	sameWords(t, "events", schema.Events(), facts.Events)
	var want []string
	for _, n := range slices.Concat(facts.Events, facts.Metrics) {
		want = append(want, strings.NewReplacer(".", "_", "-", "_").Replace(n))
	}
	m, _ := schema.Lookup("metrics.alerts.x.condition")
	sameWords(t, "variables of alerts", schema.VariablesOf(m.Key.Variables), want)
}

// TestVariablesAreNames catches lists that are no lists of names.
func TestVariablesAreNames(t *testing.T) {
	for _, set := range schema.VariableSets() {
		for _, name := range set {
			if len(name) < 2 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") != "" {
				t.Errorf("%q is no name of a variable", name)
			}
		}
	}
	for i := range schema.All() {
		if k := &schema.All()[i]; k.IsExpression() && k.Status == schema.Live && len(schema.VariablesOf(k.Variables)) == 0 {
			t.Errorf("%s has no variables", k.Pattern)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		key, value string
		ok         bool
	}{
		{"webhook.x.events", "auth.success", true},
		{"webhook.x.events", " auth.success ", true},
		{"webhook.x.events", "auth.*", true},
		{"webhook.x.events", "*.error", true},
		{"webhook.x.events", "nothing.*", true}, // covers nothing, and is accepted
		{"webhook.x.events", "auth.sucess", false},
		{"webhook.x.events", "Auth.Success", false},
		{"tracer.x.disabled-events", "", false},
		{"cluster.roles.purge.stores", "1", true},
		{"cluster.roles.purge.stores", "1, 2,+3", true},
		{"cluster.roles.purge.stores", "1,", false},
		{"cluster.roles.purge.stores", "node1", false},
		{"store.pg.languages", "en-US", true},
		{"store.pg.languages", "xx", false},
		{"store.pg.timeout", "false", true}, // none, for postgresql and mysql
		{"store.pg.timeout", "1h30m", false},
		{"queue.route.x.type", " mx ", true},
		{"queue.route.x.type", "MX", false},
		{"spam-filter.classifier.parameters.alpha", "+nan", true},
		{"spam-filter.classifier.parameters.alpha", "-NaN", true},
		{"spam-filter.classifier.parameters.alpha", "+-1", false},
	} {
		m, ok := schema.Lookup(c.key)
		if !ok {
			t.Fatalf("%s is not found", c.key)
		}
		if err := m.Key.Check(c.value); (err == nil) != c.ok {
			t.Errorf("%s = %q: %v, want accepted %v", c.key, c.value, err, c.ok)
		}
	}
}

// TestSecrets demands that secrets are hidden, and nothing that is none.
func TestSecrets(t *testing.T) {
	for key, want := range map[string]schema.SecretKind{
		"authentication.fallback-admin.secret":    schema.SecretValue,
		"store.s3.access-key":                     schema.SecretValue,
		"store.s3.secret-key":                     schema.SecretValue,
		"store.redis.urls":                        schema.SecretURL,
		"store.nats.address":                      schema.SecretURL,
		"oauth.key":                               schema.SecretValue,
		"webhook.x.headers":                       schema.SecretValue,
		"signature.x.private-key":                 schema.SecretValue,
		"signature.x.headers":                     schema.NotSecret,
		"session.data.add-headers.date":           schema.NotSecret,
		"session.data.limits.received-headers":    schema.NotSecret,
		"sieve.untrusted.protected-headers":       schema.NotSecret,
		"sieve.untrusted.limits.received-headers": schema.NotSecret,
	} {
		if m, ok := schema.Lookup(key); !ok || m.Key.Secret != want {
			t.Errorf("%s: secret %v, want %v", key, m.Key.Secret, want)
		}
	}
	for i := range schema.All() {
		k := &schema.All()[i]
		if k.Secret != schema.NotSecret && (k.IsExpression() || k.Type == schema.Bool || k.Type == schema.Usize || k.Type == schema.Duration) {
			t.Errorf("%s is a %s and cannot be secret", k.Pattern, k.Type)
		}
	}
}

// TestLookupHostile demands that long keys do not cost more than their length.
func TestLookupHostile(t *testing.T) {
	const n = 50_000
	for _, key := range []string{
		"directory" + strings.Repeat(".principals", n) + ".q",
		"directory.a.principals" + strings.Repeat(".principals.x", n),
		"queue.limiter.inbound" + strings.Repeat(".inbound", n),
		"store" + strings.Repeat(".timeout.connection.x", n),
		"x" + strings.Repeat(".", n),
	} {
		start := time.Now()
		schema.Lookup(key)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%.40s… of %d bytes takes %v", key, len(key), d)
		}
	}
}

// TestLookupIDs puts ids of several segments into every pattern.
func TestLookupIDs(t *testing.T) {
	for i := range schema.All() {
		k := &schema.All()[i]
		for _, id := range []string{"zz", "zz.yy", "zz.yy.xx"} {
			key := strings.ReplaceAll(k.Pattern, "*", id)
			if m, ok := schema.Lookup(key); !ok || m.Key.Pattern != k.Pattern {
				t.Errorf("%s belongs to %v, want %s", key, m.Key, k.Pattern)
			}
		}
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		schema.Lookup("server.listener.smtp.bind.0000")
		schema.Lookup("directory.a.b.principals.0000.email.0001")
		schema.Lookup("no.such.setting")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestLocalPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, key  string
		match, ignore bool
	}{
		{"! store.*", "store.a", true, false},
		{" STORE.* ", "store.a", true, false},
		{"!", "", false, true},
		{"!  ", "", false, true},
		{"a.*.c", "a.b.c", true, false},
		{"a.*.c", "a.b.d", false, false},
		{"a?*c", "aéxc", true, false}, // characters, not bytes
		{`a\*.*.c`, "a*.b.c", true, false},
		{`a\*.*.c`, "ab.b.c", false, false},
		{"É.x", "É.x", true, false}, // only ASCII is lower-cased
	} {
		p, ok := schema.ParseLocalPattern(c.pattern)
		if ok == c.ignore || p.Match(c.key) != c.match && ok {
			t.Errorf("%q on %q: match %v, read %v", c.pattern, c.key, p.Match(c.key), ok)
		}
	}
	for pattern, dead := range map[string]bool{"*a*": true, "*a*b": true, "a*b*": true, "a*b": false, "*a": false, "a*": false, "*": false} {
		if p, _ := schema.ParseLocalPattern(pattern); p.Dead() != dead {
			t.Errorf("%s: dead %v", pattern, p.Dead())
		}
	}
}
