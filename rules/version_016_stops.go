package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// knownInFileOrder gives the settings that 0.15 reads as they stand in the file.
func (p *Pass) knownInFileOrder() []Known {
	out := slices.Clone(p.Known())
	slices.SortFunc(out, func(a, b Known) int { return a.Order - b.Order })
	return out
}

// storageRoles are the settings whose stores the migration carries over.
var storageRoles = []string{"storage.data", "storage.blob", "storage.fts", "storage.lookup"}

// usedStores are the ids that the storage roles name.
func usedStores(p *Pass) map[string]bool {
	used := map[string]bool{}
	for _, role := range storageRoles {
		if v, ok := p.Set.Value(role); ok {
			used[v] = true
		}
	}
	return used
}

// storeOf tells which store a setting belongs to.
func storeOf(k *Known) (isStore bool, id, name string) {
	group, name, ok := objectOf(k.Match.Key.Pattern)
	if !ok || group != "store" {
		return false, "", ""
	}
	id = strings.TrimPrefix(k.Setting.Key, "store.")
	id, _, _ = strings.Cut(id, "."+name)
	return true, id, name
}

// migrationStops reports what the official migration refuses or loses as a
// whole (Stalwart v0.16.18 resources/scripts/migrate_v016.py:1262-1440).
func migrationStops(p *Pass, used map[string]bool) {
	for _, id := range p.Set.IDs("directory", "type") {
		x, _ := p.Set.Lookup("directory." + id + ".type")
		if t := p.typeOf("directory", id); goneDirectory(t) {
			stops(p, x, "Directories of type "+t+" do not exist in 0.16", "Move the accounts to another directory before the migration.")
		}
	}
	data, _ := p.Set.Value("storage.data")
	for _, id := range p.Set.IDs("store", "type") {
		x, _ := p.Set.Lookup("store." + id + ".type")
		t := p.typeOf("store", id)
		switch {
		case t == "":
		case !used[id]:
			stops(p, x, "store."+id+" serves no storage role of the file: the official migration to 0.16 leaves it out without a word", "Note what it is for; SQL queries and lookups have to be set up anew.")
		case id == data && !slices.Contains([]string{"rocksdb", "sqlite", "foundationdb", "postgresql", "mysql"}, t),
			strings.HasPrefix(t, "sharded-"), t == "distributed-blob":
			stops(p, x, "The official migration to 0.16 stops at a store of type "+t, "Move to a single store before the migration.")
		case t == "redis" && p.Set.Has("store."+id+".urls"):
			u, _ := p.Set.Lookup("store." + id + ".urls")
			stops(p, u, "The official migration to 0.16 stops at urls that are no list", "Write the URL in square brackets.")
		case (t == "rocksdb" || t == "sqlite") && id != data && separateEmbedded(p, id, data):
			stops(p, x, "The official migration to 0.16 stops at a separate store of type "+t+" for blobs or full-text search", "Move its contents to the data store, or to a store of another type.")
		}
	}
	if x, ok := p.Set.Lookup("lookup.default.hostname"); ok && !p.Set.Has("server.hostname") {
		stops(p, x, "The official migration to 0.16 does not look at lookup.default.hostname, and writes an empty host name that the server refuses", "Set server.hostname.")
	}
}

// goneDirectory reports a type of directory that 0.16 does not have.
func goneDirectory(typ string) bool {
	return typ == "imap" || typ == "smtp" || typ == "lmtp" || typ == "memory"
}

func stops(p *Pass, x *settings.Setting, message, detail string) {
	p.Report(p.Setting(x, "%s", message).WithSeverity(diag.Warning).WithDetail("%s", detail))
}

// separateEmbedded reports an embedded store for blobs or full-text search that
// is not the data store under another id.
func separateEmbedded(p *Pass, id, data string) bool {
	blob, _ := p.Set.Value("storage.blob")
	fts, _ := p.Set.Value("storage.fts")
	if blob != id && fts != id {
		return false
	}
	a, _ := p.Set.Value("store." + id + ".path")
	b, _ := p.Set.Value("store." + data + ".path")
	return p.typeOf("store", id) != p.typeOf("store", data) || a != b
}
