package settings

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Setting is one key of the flattened configuration.
type Setting struct {
	Key       string
	Value     string       // text as the server stores it, macros not expanded
	Form      dialect.Form // how the value is written
	KeySpan   source.Span
	ValueSpan source.Span
	Statement int // index into Document.Statements
	Header    int // index into Document.Headers, -1 before the first
	Order     int // position in the file

	place int32 // in the set, in key order
}

// Set holds the settings of one file sorted by key as the server sorts them
// (by byte). It remembers answers, so one goroutine at a time may use it.
type Set struct {
	Doc     *dialect.Document
	sorted  []Setting
	index   index
	order   []*Setting
	groups  []group
	matches []matched // by place
	Partial bool      // the file has syntax errors, so settings may be missing
}

// FromDocument collects the entries of a document. Of duplicates the first
// stays, as in the server's map at the moment it gives up.
func FromDocument(doc *dialect.Document) *Set {
	s := &Set{Doc: doc, Partial: !doc.Accepted()}
	type place struct {
		key   string
		entry int
	}
	order := make([]place, 0, len(doc.Entries)) // small things are sorted, not settings
	for i := range doc.Entries {
		if e := &doc.Entries[i]; !e.Duplicate {
			order = append(order, place{e.Key, i})
		}
	}
	slices.SortFunc(order, func(a, b place) int { return strings.Compare(a.key, b.key) }) // no two are equal
	s.sorted = make([]Setting, len(order))
	for n, o := range order {
		e := &doc.Entries[o.entry]
		header := -1
		if e.Statement >= 0 && e.Statement < len(doc.Statements) {
			header = doc.Statements[e.Statement].Header
		}
		s.sorted[n] = Setting{
			Key: e.Key, Value: e.Value, Form: e.Form, KeySpan: e.KeySpan, ValueSpan: e.ValueSpan,
			Statement: e.Statement, Header: header, Order: o.entry, place: int32(n),
		}
	}
	s.index = newIndex(s.sorted)
	return s
}

// Len is the number of settings.
func (s *Set) Len() int { return len(s.sorted) }

// All gives every setting in key order. The slice must not be changed.
func (s *Set) All() []Setting { return s.sorted }

// Lookup finds the setting with exactly this key.
func (s *Set) Lookup(key string) (*Setting, bool) {
	if i, ok := s.index.key(s.sorted, key); ok {
		return &s.sorted[i], true
	}
	return nil, false
}

// Value is the text of exactly this key, or "" and false.
func (s *Set) Value(key string) (string, bool) {
	if x, ok := s.Lookup(key); ok {
		return x.Value, true
	}
	return "", false
}

// Has reports whether exactly this key is set.
func (s *Set) Has(key string) bool { _, ok := s.index.key(s.sorted, key); return ok }

// Under gives the settings whose key starts with prefix and a dot, in key
// order. The slice shares the set's memory.
func (s *Set) Under(prefix string) []Setting {
	lo, hi := s.index.under(s.sorted, prefix)
	return s.sorted[lo:hi]
}

// HasUnder reports whether any key starts with prefix and a dot.
func (s *Set) HasUnder(prefix string) bool {
	lo, hi := s.index.under(s.sorted, prefix)
	return lo < hi
}

// searchUnder finds by halves what the index does not hold, without building
// the prefix with its dot.
func searchUnder(sorted []Setting, prefix string) (lo, hi int) {
	lo = sort.Search(len(sorted), func(i int) bool { return !beforeUnder(sorted[i].Key, prefix) })
	for hi = lo; hi < len(sorted) && isUnder(sorted[hi].Key, prefix); hi++ {
	}
	return lo, hi
}

// beforeUnder reports key < prefix + ".".
func beforeUnder(key, prefix string) bool {
	n := len(prefix)
	if len(key) <= n {
		return key <= prefix
	}
	if head := key[:n]; head != prefix {
		return head < prefix
	}
	return key[n] < '.'
}

// isUnder reports whether a key starts with prefix and a dot.
func isUnder(key, prefix string) bool {
	return len(key) > len(prefix) && key[len(prefix)] == '.' && key[:len(prefix)] == prefix
}

// List gives what a list setting reads: the key itself and everything below
// it, in key order (Stalwart v0.15.5 crates/utils/src/config/utils.rs values).
func (s *Set) List(key string) []*Setting {
	x, ok := s.Lookup(key)
	under := s.Under(key)
	if !ok && len(under) == 0 {
		return nil
	}
	out := make([]*Setting, 0, 1+len(under))
	if ok {
		out = append(out, x)
	}
	for i := range under {
		out = append(out, &under[i])
	}
	return out
}

// group is a remembered answer of IDs and Objects.
type group struct {
	prefix, suffix string
	ids            []string
	objects        []Object // nil until they are asked for
}

// IDs gives the ids of a group in key order: of every key that starts with
// prefix and a dot and ends with a dot and suffix, the text in between. With an
// empty suffix it is the first segment after the prefix.
func (s *Set) IDs(prefix, suffix string) []string {
	return s.group(prefix, suffix).ids
}

// Objects gives the objects of a group, one for each of IDs.
func (s *Set) Objects(prefix, suffix string) []Object {
	g := s.group(prefix, suffix)
	if g.objects == nil && len(g.ids) > 0 {
		g.objects = make([]Object, len(g.ids))
		for i, id := range g.ids {
			g.objects[i] = s.Object(prefix, id)
		}
	}
	return g.objects
}

// group is what is known of a group.
func (s *Set) group(prefix, suffix string) *group {
	if !s.HasUnder(prefix) {
		return &noGroup
	}
	for i := range s.groups {
		if g := &s.groups[i]; g.prefix == prefix && g.suffix == suffix {
			return g
		}
	}
	g := group{prefix: prefix, suffix: suffix, ids: slices.Clip(s.ids(prefix, suffix))}
	if len(s.groups) == mostGroups {
		return &g
	}
	s.groups = append(s.groups, g)
	return &s.groups[len(s.groups)-1]
}

var noGroup group // nothing is written to it: it has no ids

// mostGroups bounds what is remembered, so that looking through it stays short.
const mostGroups = 64

func (s *Set) ids(prefix, suffix string) []string {
	var out []string
	var seen map[string]bool // only where a scan of out would be slow
	skip := len(prefix) + 1
	under := s.Under(prefix)
	for i := range under {
		rest := under[i].Key[skip:]
		id := ""
		if suffix == "" {
			id, _, _ = strings.Cut(rest, ".")
		} else if n := len(rest) - len(suffix) - 1; n > 0 && rest[n] == '.' && rest[n+1:] == suffix {
			id = rest[:n]
		}
		switch {
		case id == "" || len(out) > 0 && out[len(out)-1] == id || seen[id]:
			continue
		case seen == nil && slices.Contains(out, id):
			continue
		case seen != nil:
			seen[id] = true
		case len(out) == 32:
			seen = map[string]bool{id: true}
			for _, o := range out {
				seen[o] = true
			}
		}
		out = append(out, id)
	}
	return out
}

// First gives the first of the keys that is set.
func (s *Set) First(keys ...string) (*Setting, bool) {
	for _, k := range keys {
		if x, ok := s.Lookup(k); ok {
			return x, true
		}
	}
	return nil, false
}

// InFileOrder gives all settings as they stand in the file.
func (s *Set) InFileOrder() []*Setting {
	if s.order != nil {
		return s.order
	}
	out := make([]*Setting, len(s.sorted))
	for i := range s.sorted {
		out[i] = &s.sorted[i]
	}
	slices.SortFunc(out, func(a, b *Setting) int { return cmp.Compare(a.Order, b.Order) })
	s.order = out
	return out
}
