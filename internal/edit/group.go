package edit

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/schema"
)

// Base is the setting that a flattened key belongs to: the key itself, or for an
// element of a list or a branch of conditions the key these stand below.
func Base(key string) string {
	if m, ok := schema.Lookup(key); ok {
		return strings.TrimSuffix(strings.TrimSuffix(key, m.Rest), ".")
	}
	for at := 0; ; {
		i := strings.IndexByte(key[at:], '.')
		if i < 0 {
			return key
		}
		if rest := key[at+i+1:]; isIndex(rest) {
			return key[:at+i]
		}
		at += i + 1
	}
}

// isIndex reports whether a key goes on with the name of an array's element.
func isIndex(rest string) bool {
	seg, _, _ := strings.Cut(rest, ".")
	return len(seg) >= 4 && strings.Trim(seg, "0123456789") == ""
}

// group is where a setting stands.
type group struct {
	entries    []int // indices into Document.Entries
	statements []int // indices into Document.Statements, ascending
}

// index finds settings in a document by their base.
type index struct {
	doc    *dialect.Document
	groups map[string]*group
	sizes  []int // entries of each statement
}

// newIndex finds the settings of these keys.
func newIndex(doc *dialect.Document, keys ...string) *index {
	x := &index{doc: doc, groups: make(map[string]*group, len(keys)), sizes: make([]int, len(doc.Statements))}
	wanted := make(map[string]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	for i := range doc.Entries {
		e := &doc.Entries[i]
		x.sizes[e.Statement]++
		base, ok := baseAmong(wanted, e.Key)
		if !ok {
			continue
		}
		g := x.at(base)
		g.entries = append(g.entries, i)
		if n := len(g.statements); n == 0 || g.statements[n-1] != e.Statement {
			g.statements = append(g.statements, e.Statement)
		}
	}
	for i := range doc.Statements { // key = [] has no entries
		if x.sizes[i] > 0 {
			continue
		}
		if base, ok := baseAmong(wanted, doc.Statements[i].Key); ok {
			g := x.at(base)
			g.statements = append(g.statements, i)
			slices.Sort(g.statements)
		}
	}
	return x
}

// baseAmong gives the base of a key if it is one of those wanted.
func baseAmong(wanted map[string]bool, key string) (string, bool) {
	for at := key; at != ""; at = parentOf(at) {
		if wanted[at] {
			base := Base(key)
			return base, wanted[base]
		}
	}
	return "", false
}

func (x *index) at(base string) *group {
	g := x.groups[base]
	if g == nil {
		g = &group{}
		x.groups[base] = g
	}
	return g
}

// entriesOf gives the entries of a group in one statement.
func (x *index) entriesOf(g *group, statement int) []int {
	var out []int
	for _, i := range g.entries {
		if x.doc.Entries[i].Statement == statement {
			out = append(out, i)
		}
	}
	return out
}

// whole reports whether a statement holds nothing but the group.
func (x *index) whole(g *group, statement int) bool {
	return len(x.entriesOf(g, statement)) == x.sizes[statement]
}

// Pieces gives the texts of a setting as the server reads them, in the order of
// their keys; found is false when the file does not have the setting. An empty
// list is found and has none.
func Pieces(doc *dialect.Document, key string) (pieces []Piece, found bool) {
	return newIndex(doc, key).pieces(key)
}

// PiecesOf gives the same for several settings at once; those that the file does
// not have are not in the map.
func PiecesOf(doc *dialect.Document, keys ...string) map[string][]Piece {
	x := newIndex(doc, keys...)
	out := make(map[string][]Piece, len(x.groups))
	for key := range x.groups {
		out[key], _ = x.pieces(key)
	}
	return out
}

func (x *index) pieces(key string) ([]Piece, bool) {
	g := x.groups[key]
	if g == nil {
		return nil, false
	}
	entries := make([]*dialect.Entry, 0, len(g.entries))
	for _, i := range g.entries {
		if e := &x.doc.Entries[i]; !e.Duplicate {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b *dialect.Entry) int { return strings.Compare(a.Key, b.Key) })
	out := make([]Piece, len(entries))
	for i, e := range entries {
		out[i] = Piece{branchOf(e.Key, key), e.Value}
	}
	return out, true
}

// branchOf is the word of conditions that an entry of a setting is, if any.
func branchOf(key, base string) string {
	if len(key) == len(base) {
		return ""
	}
	return branchWord(key)
}
