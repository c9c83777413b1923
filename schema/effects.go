package schema

import (
	"slices"
	"strings"
)

// Effect tells when a changed setting takes hold in a running server. It is
// about settings changed through the web admin or the settings API: the file
// itself is read at start only (Stalwart v0.15.5
// crates/common/src/manager/boot.rs:247), a reload takes it from memory
// (crates/common/src/manager/config.rs:62).
type Effect uint8

// The effects.
const (
	Reload  Effect = iota // a reload of the settings applies it
	Restart               // only a restart applies it
)

// String is the word used in output.
func (e Effect) String() string {
	if e == Restart {
		return "restart"
	}
	return "reload"
}

// EffectFact says which settings take hold at a restart only.
type EffectFact struct {
	Pattern string   // a key's pattern, or with a dot at its end the beginning of patterns
	Types   []string // only in objects of these types; none: in all
	Why     string   // for people
	Source  string   // file:line under crates/ at v0.15.5
}

// effectFacts are the exceptions from the rule that a reload applies a setting:
// it builds a new core from all settings and swaps it in (common/src/manager/
// reload.rs:70-140).
var effectFacts = [...]EffectFact{
	{"server.listener.", nil, "sockets, limits and TLS of listeners are set up at start; a reload only checks them", "common/src/manager/reload.rs:128"},
	{"server.max-connections", nil, "limits of listeners are set up at start", "common/src/config/server/listener.rs:197"},
	{"server.socket.", nil, "sockets are opened at start", "common/src/config/server/listener.rs:86"},
	{"server.proxy.", nil, "listeners are set up at start", "common/src/config/server/listener.rs:177"},
	{"server.tls.", nil, "TLS of listeners is set up at start", "common/src/config/server/listener.rs:212"},
	{"cache.", nil, "caches are created at start", "common/src/manager/boot.rs:430"},
	{"cluster.node-id", nil, "generators of ids are created at start", "common/src/config/inner.rs:45"},
	{"cluster.coordinator", nil, "the connection to the coordinator is opened at start", "common/src/manager/boot.rs:482"},
	{"cluster.roles.purge.", nil, "purges are scheduled at start", "services/src/housekeeper/mod.rs:86"},
	{"cluster.roles.spam-training", nil, "training is scheduled at start", "services/src/housekeeper/mod.rs:104"},
	{"cluster.roles.acme.renew", nil, "renewals are scheduled at start", "services/src/housekeeper/mod.rs:141"},
	{"cluster.roles.metrics.push", nil, "pushes are scheduled at start", "services/src/housekeeper/mod.rs:129"},
	{"webadmin.path", nil, "the directory is opened at start", "common/src/config/inner.rs:71"},
	{"store.", []string{"rocksdb", "foundationdb", "sqlite"}, "a store of this type that is open is not opened again", "store/src/config.rs:73"},
	{"tracer.*.type", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.path", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.prefix", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.rotate", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.ansi", nil, "a running tracer keeps its layout", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.multiline", nil, "a running tracer keeps its layout", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.buffered", nil, "a running tracer keeps its layout", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.endpoint", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.transport", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.headers", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.timeout", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"tracer.*.throttle", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.url", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.timeout", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.allow-invalid-certs", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.signature-key", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.throttle", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.discard-after", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.headers", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"webhook.*.auth.", nil, "a running webhook keeps where and how it sends", "common/src/telemetry/mod.rs:55"},
	{"tracing.history.store", nil, "a running tracer keeps where it writes to", "common/src/telemetry/mod.rs:55"},
}

// EffectOf tells when a change of a setting takes hold. typ is the type of the
// object the setting belongs to, "" if it has none. The fact is nil where a
// reload is enough.
func EffectOf(k *Key, typ string) (Effect, *EffectFact) {
	for i := range effectFacts {
		f := &effectFacts[i]
		if f.matches(k.Pattern) && (len(f.Types) == 0 || slices.Contains(f.Types, strings.ToLower(typ))) {
			return Restart, f
		}
	}
	return Reload, nil
}

func (f *EffectFact) matches(pattern string) bool {
	if strings.HasSuffix(f.Pattern, ".") {
		return strings.HasPrefix(pattern, f.Pattern)
	}
	return pattern == f.Pattern
}

// locationKeys are the settings of a store that say where its data is. With
// another value the server looks elsewhere and finds nothing, unless the data
// was moved there (v0.15.5 crates/store/src/backend/*/main.rs and mod.rs).
var locationKeys = [...]string{
	"bucket", "cluster-file", "container", "database", "depth", "endpoint", "host", "key-prefix", "path", "port",
	"primary", "region", "storage-account", "stores", "type", "url", "urls",
}

// LocatesData reports whether a setting of a store says where its data is.
func LocatesData(k *Key) bool {
	name, ok := strings.CutPrefix(k.Pattern, "store.*.")
	return ok && slices.Contains(locationKeys[:], name)
}

// orderedLists are the lists in which the order of the values counts; in all
// others the server takes the values as a set.
var orderedLists = [...]struct{ pattern, source string }{
	{"acme.*.domains", "common/src/config/server/tls.rs:116"},                       // the first one names the certificate
	{"directory.*.principals.*.email", "directory/src/backend/memory/config.rs:94"}, // the first one is the main address
	{"queue.schedule.*.notify", "common/src/config/smtp/queue.rs:336"},
	{"queue.schedule.*.retry", "common/src/config/smtp/queue.rs:331"},
	{"resolver.custom", "common/src/config/smtp/resolver.rs:123"},
	{"store.*.stores", "store/src/backend/composite/sharded_blob.rs"}, // shards are numbered
	{"store.*.urls", "store/src/backend/redis/mod.rs:58"},             // the first one is the server outside clusters
}

// Ordered reports whether the order of a list's values counts.
func Ordered(k *Key) bool {
	for i := range orderedLists {
		p := orderedLists[i].pattern
		if k.Pattern == p || strings.HasSuffix(p, ".") && strings.HasPrefix(k.Pattern, p) {
			return true
		}
	}
	return false
}
