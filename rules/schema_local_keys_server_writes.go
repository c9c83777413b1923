package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// LocalKeysServerWrites reports a list of local keys that makes the server
// rewrite the file by itself.
var LocalKeysServerWrites = &Rule{
	Code:     "SC2037",
	Name:     "schema/local-keys-server-writes",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "local-keys covers settings that the server writes itself",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/config.rs:176"}, {"0.15.5", "crates/common/src/manager/boot.rs:414"}, {"0.15.5", "crates/common/src/listener/acme/cache.rs:66"}},
	Check: func(p *Pass) {
		local, own := p.localKeys()
		if !own {
			return
		}
		for _, w := range serverWrites(p) {
			if !local.Local(w.key) {
				continue
			}
			at := p.localPattern(w.key)
			p.Report(p.Setting(at, "%s makes %s a setting of the file, and the server writes it %s: it then rewrites the whole file, flat, sorted and without comments", at.Value, w.key, w.when).
				WithDetail("Name only the settings that the file sets, or exclude this one: \"!%s\".", w.pattern))
			return
		}
	},
}

// write is a setting that the server writes without being asked.
type write struct{ key, pattern, when string }

// serverWrites lists them, the ones that come most often first.
func serverWrites(p *Pass) []write {
	var out []write
	for _, id := range p.Set.IDs("acme", "directory") {
		out = append(out, write{"acme." + id + ".cert", "acme." + id + ".cert", "whenever a certificate is renewed"})
	}
	if v, _ := p.Set.Value("spam-filter.auto-update"); v == "true" {
		out = append(out, write{"version.spam-filter", "version.*", "whenever the rules of the spam filter are updated"})
	}
	if !p.Set.Has("oauth.key") {
		out = append(out, write{"oauth.key", "oauth.key", "at its first start"})
	}
	if p.Set.Has("version.spam-filter") {
		return out
	}
	var groups []string
	for g := range seededNames {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	for _, g := range groups {
		out = append(out, write{g + "." + seededNames[g][0], g + ".*", "at its first start"})
	}
	return out
}

// localPattern is the entry of config.local-keys that covers a key.
func (p *Pass) localPattern(key string) *settings.Setting {
	list := p.Set.List("config.local-keys")
	for _, x := range list {
		if c, ok := schema.ParseLocalPattern(x.Value); ok && !strings.HasPrefix(strings.TrimSpace(x.Value), "!") && c.Match(key) {
			return x
		}
	}
	return list[0]
}
