package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// UnknownKey reports keys that the server never reads. Release builds say
// nothing about them, so a typo keeps the default in silence.
var UnknownKey = &Rule{
	Code:     "SC2025",
	Name:     "schema/unknown-key",
	Severity: diag.Error,
	Summary:  "Key is not read by this version",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs"}, {"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/1057"}},
	Check: func(p *Pass) {
		seen := map[int]bool{} // one finding a statement is enough
		var unknown []*settings.Setting
		for _, x := range p.Set.InFileOrder() {
			if seen[x.Statement] || p.readByTarget(x) || wrongCase(x.Key) || ownRule(x.Key) {
				continue
			}
			if _, _, past := p.pastOf(x.Key); past {
				continue // version/renamed-or-removed-key
			}
			seen[x.Statement] = true
			if m, ok := p.Set.Match(x); ok && p.Target.AtLeast(15) {
				p.Report(deadKey(p, x, m))
				continue
			}
			unknown = append(unknown, x)
		}
		groups, left := groupsOf(p, unknown)
		for _, g := range groups {
			p.Report(g.finding(p))
		}
		for i, x := range left {
			p.Report(unknownKey(p, x, i < suggestionsPerFile))
		}
	},
}

// ownRule reports unread keys that another rule explains better.
func ownRule(key string) bool {
	name := settingName(key)
	if m, ok := schema.Lookup(name); ok && m.Key.Status == schema.Live && m.Key.Multi == schema.Single && m.Rest == "" && name != key {
		return true // schema/list-for-single or expression/structure
	}
	switch {
	case strings.HasPrefix(key, "cache."):
		return cacheSuccessor(key) != "" || strings.HasPrefix(key, "cache.email.")
	case strings.HasPrefix(key, "server.tls."):
		switch settingName(strings.TrimPrefix(key, "server.tls.")) {
		case "enable", "implicit", "certificate", "starttls":
			return true
		}
	case strings.HasPrefix(key, "queue.route."):
		last := key[strings.LastIndexByte(key, '.')+1:]
		return strings.Count(key, ".") == 3 && (last == "username" || last == "secret" || last == "password")
	}
	return key == "global.thread-pool" || strings.HasPrefix(key, "jmap.web-sockets.")
}

// suggestionsPerFile bounds the search for similar names in a file that is
// mostly not for Stalwart; a person reads no more of them.
const suggestionsPerFile = 1000

func unknownKey(p *Pass, x *settings.Setting, suggest bool) diag.Finding {
	name := settingName(x.Key)
	if !p.Target.AtLeast(15) {
		return p.Key(x, "%s is not a setting of Stalwart %s: the server %s", name, p.Target.Line(), p.unreadEffect(x.Key)).
			WithDetail("Remove it; what it was meant to change keeps its default.")
	}
	f := p.Key(x, "%s is not a setting of Stalwart %s: the server %s", name, p.Target.Line(), p.unreadEffect(x.Key))
	var suggestions []string
	if suggest {
		suggestions = schema.Suggest(name)
	}
	switch len(suggestions) {
	case 0:
		return f.WithDetail("Remove it, or look the name up with `stalcfg schema`; what it was meant to change keeps its default.")
	case 1:
		f = f.WithDetail("Did you mean %s?", suggestions[0])
		return withRename(p, f, x, name, suggestions[0])
	}
	return f.WithDetail("Did you mean %s?", strings.Join(suggestions, " or "))
}

// unreadEffect is what the server does with a key it does not know. Of each that
// is not local it says that it belongs into the database (Stalwart v0.15.5
// crates/common/src/manager/boot.rs:284); up to 0.6 there is none.
func (p *Pass) unreadEffect(key string) string {
	switch local := p.localInEffect(); {
	case local == nil:
		return "does not read it"
	case local.Local(key) || !p.Target.AtLeast(7):
		return "ignores it without a word"
	}
	return "does not read it, and warns only that it belongs into the database"
}

func deadKey(p *Pass, x *settings.Setting, m schema.Match) diag.Finding {
	name := settingName(x.Key)
	k := m.Key
	switch {
	case k.Replacement != "":
		to := fillIDs(k.Pattern, k.Replacement, name)
		f := p.Key(x, "%s is not read by Stalwart %s: the setting is called %s", name, p.Target.Line(), to).
			WithDetail("Write %s.", to)
		return withRename(p, f, x, name, to)
	case k.Status == schema.TestOnly:
		return p.Key(x, "%s is read by test builds of the server only", name).WithDetail("Remove it.")
	case k.Status == schema.Removed:
		return p.Key(x, "%s was removed: Stalwart %s does not read it", name, p.Target.Line()).WithDetail("Remove it.")
	}
	return p.Key(x, "%s has no effect: Stalwart %s never reads it, although documentation or the web admin offer it", name, p.Target.Line()).
		WithDetail("Remove it.")
}

// settingName is a key without the index of a list or the branch of conditions
// at its end.
func settingName(key string) string {
	for {
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return key
		}
		switch last := key[i+1:]; {
		case len(last) == 4 && allDigits(last), last == "if", last == "then", last == "else":
			key = key[:i]
		default:
			return key
		}
	}
}

// fillIDs puts the ids that a key has at the stars of one pattern into another
// pattern.
func fillIDs(pattern, target, key string) string {
	ps, ks := strings.Split(pattern, "."), strings.Split(key, ".")
	var ids []string
	for i, s := range ps {
		if s == "*" && i < len(ks) {
			ids = append(ids, ks[i])
		}
	}
	ts := strings.Split(target, ".")
	for i, s := range ts {
		if s == "*" && len(ids) > 0 {
			ts[i], ids = ids[0], ids[1:]
		}
	}
	return strings.Join(ts, ".")
}

// withRename adds a fix where the wrong segment stands literally in the key.
func withRename(p *Pass, f diag.Finding, x *settings.Setting, from, to string) diag.Finding {
	a, b := strings.Split(from, "."), strings.Split(to, ".")
	written := p.File.Text(x.KeySpan)
	if len(a) != len(b) || strings.ContainsAny(written, "\"' ") {
		return f
	}
	tail := strings.Split(written, ".")
	for i := range a {
		inKey := i - (len(a) - len(tail))
		if a[i] == b[i] {
			continue
		}
		if inKey < 0 || inKey >= len(tail) || tail[inKey] != a[i] {
			return f
		}
		tail[inKey] = b[i]
	}
	return f.WithFix("Write "+to, false, diag.Edit{Span: x.KeySpan, New: strings.Join(tail, ".")})
}
