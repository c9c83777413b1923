package history

import (
	"slices"
	"strings"
)

// Kind is what a release did to a setting.
type Kind uint8

// The kinds of change.
const (
	Added Kind = iota
	Renamed
	Dropped // no longer read; New may name settings that serve the same end
	Moved
	DefaultChanged
	SemanticsChanged
	TypeChanged
)

// String is the word the data files use.
func (k Kind) String() string {
	return [...]string{"added", "renamed", "removed", "moved", "default-changed", "semantics-changed", "type-changed"}[k]
}

// Effort says who can carry a file over the change.
type Effort uint8

// The efforts.
const (
	NoWork     Effort = iota // nothing to rewrite
	Mechanical               // a tool can rewrite it without loss
	Partly                   // a tool can rewrite the simple cases
	Manual                   // a person has to decide
)

// String is the word the data files use; "n/a" for NoWork.
func (e Effort) String() string { return [...]string{"n/a", "mechanical", "partly", "manual"}[e] }

// Change is one thing one release did.
type Change struct {
	Version    Version // first release that behaves the new way
	Kind       Kind
	Mechanical Effort
	Old, New   []string    // patterns; "**" is everything below
	Pairs      [][2]string // old and new pattern, where Old and New do not simply correspond
	ValueMap   [][2]string // old value, new value
	Impact     []string    // memory, cache, connections, pool, threads, concurrency, rate-limit, limits, cpu, storage
	Topic      string      // what it is about when it is not a setting: "(parser) keys"
	When       string      // restriction to a kind of store or directory: "store.*.type = redis"
	AlsoSet    string      // setting the new form needs besides: "queue.route.*.type = relay"
	OldDefault string
	NewDefault string
	Note       string
	Evidence   string // where in Stalwart's files it shows
}

// changeRow is a change as stored. text holds the fields of Change from Old on,
// separated by control characters; unpack reads them when someone asks.
type changeRow struct {
	version uint8
	kind    Kind
	effort  Effort
	text    string
}

func (r *changeRow) unpack() Change {
	var f [12]string
	copy(f[:], strings.Split(r.text, "\x1f"))
	return Change{
		Version: releases[r.version], Kind: r.kind, Mechanical: r.effort,
		Old: items(f[0]), New: items(f[1]), Pairs: pairs(f[2]), ValueMap: pairs(f[3]), Impact: items(f[4]),
		Topic: f[5], When: f[6], AlsoSet: f[7], OldDefault: f[8], NewDefault: f[9], Note: f[10], Evidence: f[11],
	}
}

func items(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\x1e")
}

func pairs(s string) [][2]string {
	var out [][2]string
	for _, p := range items(s) {
		a, b, _ := strings.Cut(p, "\x1d")
		out = append(out, [2]string{a, b})
	}
	return out
}

// hit is a stored change that concerns a name, and the pattern it fits by.
type hit struct {
	row int
	m   match
}

// hits lists the changes of a name, oldest first, each once.
func hits(name string) []hit {
	var m matcher
	var out []hit
	for _, x := range m.find(name) {
		n := &nodes[x.node]
		for _, r := range changeRefs[n.changes : n.changes+uint16(n.nchange)] {
			if !slices.ContainsFunc(out, func(h hit) bool { return h.row == int(r) }) {
				out = append(out, hit{int(r), x})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b hit) int { return a.row - b.row })
	return out
}

// Changes tells what happened to a setting after release from, up to and
// including release to, oldest first. For a setting that appeared in between
// without a note of its own an Added change is made up from its lifetime.
func Changes(name string, from, to Version) []Change {
	lo, hi := at(from), at(to)
	var out []Change
	noted := false
	for _, h := range hits(name) {
		r := &changeRows[h.row]
		if lo < int(r.version) && int(r.version) <= hi {
			out = append(out, r.unpack())
			noted = noted || r.kind == Added
		}
	}
	if since, _, ok := Lifetime(name); ok && !noted && lo >= 0 {
		if i := at(since); lo < i && i <= hi {
			c := Change{Version: since, Kind: Added, New: []string{name}}
			c.NewDefault, _ = DefaultAt(name, since)
			out = append(out, c)
			slices.SortStableFunc(out, func(a, b Change) int { return a.Version.Compare(b.Version) })
		}
	}
	return out
}

// General lists the changes after release from up to release to that concern
// no single setting: the parser, the expression language, the model.
func General(from, to Version) []Change {
	lo, hi := at(from), at(to)
	var out []Change
	for i := range changeRows {
		r := &changeRows[i]
		if lo < int(r.version) && int(r.version) <= hi {
			if c := r.unpack(); c.Topic != "" {
				out = append(out, c)
			}
		}
	}
	return out
}
