package generate

import (
	"slices"

	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// ownPatterns cover what a plan may set outside the built-in local patterns.
// They are narrow on purpose: a setting that a pattern covers can no longer be
// changed in the web admin without the server rewriting the file, and the
// server writes some by itself (certificates and keys of ACME, the defaults of
// its first start), which must stay in the database (v0.15.5
// common/src/manager/config.rs: set).
var ownPatterns = []string{
	"acme.letsencrypt.*", "acme.authority.*", "acme." + nodeProvider + "*", "cache.*", "http.allowed-endpoint.*", "http.url", "http.use-x-forwarded",
	"imap.rate-limit.concurrent", "imap.request.max-size", "jmap.protocol.upload.max-size",
	"queue.schedule.own-*", "queue.strategy.schedule.*", "queue.virtual.own-*", "report.domain", "session.data.limits.size",
	"spam-filter.classifier.parameters.features",
}

// exclusions keep what the server itself writes below a pattern out of the file
// (v0.15.5 common/src/listener/acme/cache.rs:26).
var exclusions = map[string][]string{
	"acme.letsencrypt.*":         {"!acme.letsencrypt.account-key", "!acme.letsencrypt.cert"},
	"acme.authority.*":           {"!acme.authority.account-key", "!acme.authority.cert"},
	"acme." + nodeProvider + "*": {"!acme." + nodeProvider + "*.account-key", "!acme." + nodeProvider + "*.cert"},
}

// localKeys adds config.local-keys when the plan sets anything that the server
// expects in its database.
func (b *builder) localKeys() {
	b.section = "local-keys"
	builtin := history.LocalPatterns(historyVersion(b.in.Version))
	local := schema.NewLocalKeys(builtin)
	compiled := make([]schema.LocalPattern, len(ownPatterns))
	for i, text := range ownPatterns {
		compiled[i], _ = schema.ParseLocalPattern(text)
	}
	var own []string
	for i := range b.p.Settings {
		s := &b.p.Settings[i]
		if s.Default {
			continue
		}
		for _, p := range s.Value.Flatten(s.Key) {
			if local.Local(p.Key) {
				continue
			}
			if pattern := covering(compiled, p.Key); !slices.Contains(own, pattern) {
				own = append(own, pattern)
			}
		}
	}
	if len(own) == 0 {
		return
	}
	slices.Sort(own)
	list := slices.Clone(builtin)
	for _, p := range own {
		list = append(append(list, p), exclusions[p]...)
	}
	b.set("config.local-keys", Strs(list...)).because("What this file decides instead of the database. The first %d are the server's own list.", len(builtin)).from("v0.15.5 common/src/manager/config.rs:492")
}

// covering is the pattern for a key: one of ours, else the key itself.
func covering(patterns []schema.LocalPattern, key string) string {
	for i := range patterns {
		if patterns[i].Match(key) {
			return patterns[i].Text
		}
	}
	return key
}

// historyVersion is the release as the history of settings names it.
func historyVersion(v schema.Version) history.Version {
	return history.V(v.Major, v.Minor, v.Patch)
}
