package schema_test

import (
	"testing"

	"github.com/stalcfg/stalcfg/schema"
)

// TestEffectFacts finds facts that fit no setting, and places in the server's
// source that do not exist.
func TestEffectFacts(t *testing.T) {
	for _, f := range schema.EffectFacts() {
		typ := ""
		if len(f.Types) > 0 {
			typ = f.Types[0]
		}
		fits := false
		for i := range schema.All() {
			k := &schema.All()[i]
			if e, by := schema.EffectOf(k, typ); k.Status == schema.Live && by != nil && by.Pattern == f.Pattern {
				fits = true
				if e != schema.Restart {
					t.Errorf("%s has a fact and takes a reload only", k.Pattern)
				}
			}
		}
		if !fits {
			t.Errorf("%s fits no setting", f.Pattern)
		}
		if f.Why == "" || f.Source == "" {
			t.Errorf("%s has no reason or no source", f.Pattern)
		}
	}
}

func TestEffectOf(t *testing.T) {
	for _, c := range []struct {
		key, typ string
		want     schema.Effect
	}{
		{"server.listener.smtp.bind", "", schema.Restart}, {"server.max-connections", "", schema.Restart},
		{"server.listener.smtp.tls.disable-ciphers.0000", "", schema.Restart}, {"server.hostname", "", schema.Reload},
		{"cache.message.size", "", schema.Restart}, {"imap.request.max-size", "", schema.Reload},
		{"store.a.path", "rocksdb", schema.Restart}, {"store.a.path", "RocksDB", schema.Restart}, {"store.a.path", "fs", schema.Reload},
		{"store.a.host", "postgresql", schema.Reload}, {"tracer.a.level", "", schema.Reload}, {"tracer.a.path", "", schema.Restart},
		{"certificate.a.cert", "", schema.Reload}, {"cluster.node-id", "", schema.Restart}, {"cluster.roles.purge.stores", "", schema.Restart},
	} {
		m, ok := schema.Lookup(c.key)
		if !ok {
			t.Fatalf("%s is no setting", c.key)
		}
		if got, _ := schema.EffectOf(m.Key, c.typ); got != c.want {
			t.Errorf("%s of type %q: %s, want %s", c.key, c.typ, got, c.want)
		}
	}
}

func TestOrdered(t *testing.T) {
	for key, want := range map[string]bool{
		"queue.schedule.a.retry": true, "directory.d.principals.0000.email.0000": true, "store.s.stores": true,
		"server.listener.a.bind": false, "server.proxy.trusted-networks": false, "directory.d.attributes.email": false,
	} {
		m, ok := schema.Lookup(key)
		if !ok || schema.Ordered(m.Key) != want {
			t.Errorf("%s: known %v, ordered %v, want %v", key, ok, !want, want)
		}
	}
}

// set is a configuration of a few settings.
type set map[string]string

func (s set) Value(key string) (string, bool) { v, ok := s[key]; return v, ok }

func TestEffectiveDefault(t *testing.T) {
	of := func(key string, s set) (string, string, bool) {
		m, _ := schema.Lookup(key)
		return schema.EffectiveDefault(m.Key, key, s)
	}
	if v, from, ok := of("server.listener.a.max-connections", set{"server.max-connections": "100"}); v != "100" || from != "server.max-connections" || !ok {
		t.Errorf("fallback: %q from %q", v, from)
	}
	if v, from, ok := of("server.listener.a.max-connections", set{}); v != "8192" || from != "" || !ok {
		t.Errorf("default behind the fallback: %q from %q, %v", v, from, ok)
	}
	if _, _, ok := of("storage.data", set{}); ok {
		t.Error("storage.data has a default")
	}
}
