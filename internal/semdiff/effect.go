package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// classify says what it takes for a change to take hold. One of the items may
// be nil.
func (c *comparison) classify(ch *Change, was, is *item) {
	it := is
	if it == nil {
		it = was
	}
	if (it.k == nil || it.k.Status != schema.Live && it.k.Status != schema.Renamed) && !c.readByName(it.own) {
		if ch.Class == Unread && (it.k != nil || !c.readAt(0, it) && !c.readAt(1, it)) {
			ch.Why = unreadWhy(it.k)
			return
		}
	}
	if it.k == nil { // another setting reads it, or an older release may read it
		ch.Class = max(ch.Class, Reload)
		return
	}
	if ch.Kind != Moved && c.migrates(ch, was, is) {
		return
	}
	class := Reload
	effect, fact := schema.EffectOf(it.k, c.typeOf(it))
	if effect == schema.Restart && !c.opensAnew(ch, it) {
		class = Restart
	}
	if class > ch.Class {
		ch.Class = class
		if class == Restart {
			ch.Why, ch.Source = fact.Why, fact.Source
		}
	}
	if ch.Class == Reload && was != nil && is != nil {
		ch.Why = elsewhere[it.k.Pattern]
	}
}

// readByName reports whether another value names a setting: config_get() in an
// expression, or a macro.
func (c *comparison) readByName(key string) bool {
	if c.named == nil {
		c.named = map[string]bool{}
		for _, s := range []Side{c.old, c.now} {
			all := s.Set.All()
			for i := range all {
				namesIn(all[i].Value, c.named)
			}
		}
	}
	return c.named[key]
}

// namesIn collects the settings that a text names.
func namesIn(text string, into map[string]bool) {
	if settings.HasMacro(text) {
		for _, m := range settings.Macros(text) {
			if m.Kind == settings.MacroCfg {
				into[m.Name] = true
			}
		}
	}
	const call = "config_get("
	for i := strings.Index(text, call); i >= 0; i = strings.Index(text, call) {
		text = strings.TrimLeft(text[i+len(call):], " ")
		if text == "" {
			return
		}
		if end := strings.IndexByte(text[1:], text[0]); end >= 0 {
			into[text[1:end+1]] = true
		}
	}
}

// elsewhere are settings after which something is looked up in another place
// without data being lost.
var elsewhere = map[string]string{
	"storage.lookup": "counters, greylists and what waits for an answer start empty in the other store",
}

// opensAnew reports whether a reload opens an object that is new or has a new
// id. It does so with tracers and webhooks, and with stores of a type of which none is open
// (v0.15.5 crates/store/src/config.rs:73).
func (c *comparison) opensAnew(ch *Change, it *item) bool {
	group, _, _ := idOf(it)
	switch {
	case group == "tracer" || group == "webhook":
		return ch.Object != "" || ch.Kind == Moved
	case group != "store" || ch.Kind != Added || ch.Object == "":
		return false
	}
	typ := c.typeOf(it)
	return !slices.ContainsFunc(c.old.Set.IDs("store", "type"), func(id string) bool {
		v, _ := c.old.Set.Value("store." + id + ".type")
		return strings.EqualFold(v, typ)
	})
}

// readAt reports whether the release of a side reads a setting.
func (c *comparison) readAt(side int, it *item) bool {
	v := [...]Side{c.old, c.now}[side].Target
	at := history.V(v.Major, v.Minor, v.Patch)
	if v.IsZero() {
		at = history.Newest()
	}
	return history.ReadBy(it.own, at) || history.ReadBy(it.elems[0].key, at)
}

func unreadWhy(k *schema.Key) string {
	switch {
	case k == nil:
		return "no setting of Stalwart has this name"
	case k.Status == schema.Label:
		return "a label of the web admin"
	case k.Status == schema.Removed:
		return "earlier releases read it, 0.15 does not"
	}
	return "the server does not read it"
}

// typeOf is the type of the object an item belongs to, in the new file if it is
// there.
func (c *comparison) typeOf(it *item) string {
	if group, id, ok := idOf(it); ok {
		if v, ok := c.now.Set.Value(group + "." + id + ".type"); ok {
			return v
		}
	}
	if group, id, ok := idOf(&item{key: it.own, k: it.k}); ok {
		v, _ := c.old.Set.Value(group + "." + id + ".type")
		return v
	}
	return ""
}

// roles name what the stores are used for.
var roles = [...]struct{ key, data, then string }{
	{"storage.data", "accounts and mail", "export and import them, or the server starts with an empty store"},
	{"storage.blob", "the bodies of messages", "copy them, or old messages cannot be read"},
	{"storage.fts", "the full-text index", "build it again, or searches find nothing old"},
}

// migrates finds changes after which the server looks for its data where it is
// not.
func (c *comparison) migrates(ch *Change, was, is *item) bool {
	switch {
	case was == nil || is == nil:
		return c.migratesOneSided(ch, was, is)
	case is.k == nil:
		return false
	}
	for _, r := range roles {
		if is.k.Pattern == r.key {
			return ch.migration(r.data + " are kept in another store: " + r.then)
		}
	}
	if strings.HasPrefix(is.k.Pattern, "storage.search-index.") {
		return c.reindexes(ch, is.k)
	}
	return c.relocates(ch, was, is)
}

// oneIndex sets the verb behind the one role whose data are one thing.
var oneIndex = strings.NewReplacer("the full-text index are", "the full-text index is", "the full-text index stay", "the full-text index stays")

func (ch *Change) migration(why string) bool {
	ch.Class, ch.Why = Migration, oneIndex.Replace(why)
	return true
}

// relocates finds changes of where a store in use has its data.
func (c *comparison) relocates(ch *Change, was, is *item) bool {
	if is.k.Pattern == "directory.*.store" && c.typeOf(is) == "internal" {
		return ch.migration("accounts are looked up in another store: export and import them, or nobody can log in")
	}
	_, id, ok := idOf(is)
	if !ok || !strings.HasPrefix(is.k.Pattern, "store.") {
		return false
	}
	used := c.usedFor(id)
	if len(used) == 0 {
		return false
	}
	if is.k.Pattern == "store.*.compression" {
		if was.canon == "lz4" && is.canon != "lz4" && c.sameType(id) && slices.Contains(used, "storage.blob") {
			ch.Source = "store/src/dispatch/blob.rs:18"
			return ch.migration("messages that are compressed cannot be read any more")
		}
		return false
	}
	if !schema.LocatesData(is.k) {
		return false
	}
	for _, r := range roles {
		if slices.Contains(used, r.key) {
			if c.otherKind(id) {
				return ch.migration(r.data + " stay in the old store: " + r.then)
			}
			return ch.migration("if that is another place, " + r.data + " stay at the old one: " + r.then)
		}
	}
	return false
}

// sameType reports whether a store is of the same type in both files.
func (c *comparison) sameType(id string) bool {
	was, _ := c.old.Set.Value("store." + id + ".type")
	is, _ := c.now.Set.Value("store." + id + ".type")
	return was == is
}

// otherKind reports whether a store is of another type than before, and so for
// certain another one. A type that only names other stores may name the old one.
func (c *comparison) otherKind(id string) bool {
	var types [2]string
	for i, side := range []Side{c.old, c.now} {
		v, _ := side.Set.Value("store." + id + ".type")
		types[i] = strings.ToLower(v)
		if v == "" || side.Set.HasUnder("store."+id+".stores") || side.Set.Has("store."+id+".primary") {
			return false
		}
	}
	return types[0] != types[1]
}

// migratesOneSided is about settings that only one side writes.
func (c *comparison) migratesOneSided(ch *Change, was, is *item) bool {
	it := is
	if it == nil {
		it = was
	}
	if ch.Object != "" || c.old.Absent || c.now.Absent || ch.Kind == Restated || ch.Kind == Unrestated || it.k == nil {
		return false
	}
	if it.k.Pattern == "store.*.compression" {
		none := &item{key: it.key, own: it.own, k: it.k, canon: "none"}
		if is == nil {
			return c.relocates(ch, it, none)
		}
		return c.relocates(ch, none, it)
	}
	return c.relocates(ch, it, it)
}

// usedFor gives the roles a store has in the new file.
func (c *comparison) usedFor(id string) []string {
	var out []string
	for _, r := range roles {
		if v, ok := c.now.Set.Value(r.key); ok && v == id {
			out = append(out, r.key)
		}
	}
	return out
}

// reindexes finds changes of what the full-text index holds.
func (c *comparison) reindexes(ch *Change, k *schema.Key) bool {
	switch {
	case strings.HasSuffix(k.Pattern, ".fields") && len(ch.Come) > 0:
		return ch.migration("the new fields are not in the index of what is there already: build it again")
	case strings.HasSuffix(k.Pattern, ".enabled") && valueIs(c.now.Set, k.Pattern, "true"):
		return ch.migration("what is there already is not in the index: build it again")
	}
	return false
}

func valueIs(set *settings.Set, key, want string) bool {
	v, ok := set.Value(key)
	return ok && v == want
}
