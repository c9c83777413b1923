package format

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// branch is a place in the tree of settings. It may have a value and settings
// below it at the same time, which the server allows.
type branch struct {
	name     string
	entry    *dialect.Entry // nil when it has no value
	comments []string       // of the statements that end here
	children []*branch      // sorted by name

	array bool // written as [ … ]
	nest  int  // levels of brackets when written in one value, -1 when it cannot be
	lines int  // of `key = value` it makes in a table
}

// grow builds the tree of all settings. Comments go with the statement below
// or beside them; the ones apart from it at the top, and behind the last statement,
// are returned.
func grow(doc *dialect.Document) (root *branch, top, rest []string) {
	root = &branch{}
	index := map[string]*branch{"": root}
	top, above := commentsAbove(doc)
	last := -1
	for i := range doc.Entries {
		e := &doc.Entries[i]
		b := root.reach(e.Key, index)
		b.entry = e
		if e.Statement != last {
			last = e.Statement
			b.comments = above[last]
			delete(above, last)
		}
	}
	for _, b := range index {
		slices.SortFunc(b.children, func(x, y *branch) int { return cmp.Compare(x.name, y.name) })
	}
	for st := 0; st <= len(doc.Statements); st++ { // empty arrays have no entry
		rest = append(rest, above[st]...)
	}
	root.measure()
	return root, top, rest
}

// reach gives the branch of a key, and makes what is missing on the way.
func (b *branch) reach(key string, index map[string]*branch) *branch {
	var missing []string
	at := key
	for index[at] == nil {
		missing = append(missing, at)
		at = parent(at)
	}
	from := index[at]
	for i := len(missing) - 1; i >= 0; i-- {
		child := &branch{name: strings.TrimPrefix(missing[i][len(at):], ".")}
		from.children = append(from.children, child)
		index[missing[i]] = child
		from, at = child, missing[i]
	}
	return from
}

// mostLevels is how many levels a key may have to be taken apart. Real ones have
// fewer than ten; the work grows with the square.
const mostLevels = 100

// parent is the key one level up. The dots of an IPv4 address or network at the
// end part no levels.
func parent(key string) string {
	if len(key) > mostLevels && strings.Count(key, ".") > mostLevels {
		return ""
	}
	up := key[:max(strings.LastIndexByte(key, '.'), 0)]
	if !strings.HasSuffix(strings.TrimRight(key, "0123456789/"), ".") {
		return up
	}
	wide := up
	for i := 0; i < 3; i++ {
		wide = wide[:max(strings.LastIndexByte(wide, '.'), 0)]
	}
	tail := strings.TrimPrefix(key[len(wide):], ".")
	if _, err := netip.ParseAddr(tail); err == nil {
		return wide
	}
	if _, err := netip.ParsePrefix(tail); err == nil {
		return wide
	}
	return up
}

// commentsAbove gives the comments by the statement they stand above or behind;
// those behind the last statement have the number of statements. Comments at the
// top of the file with an empty line below them belong to the file.
func commentsAbove(doc *dialect.Document) (top []string, above map[int][]string) {
	l := layout{doc: doc}
	above = map[int][]string{}
	var pending []string
	for _, it := range l.items() {
		if it.blank && len(above) == 0 && it.index == 0 {
			top, pending = append(top, pending...), nil
		}
		if c := l.commentText(it.comment); c != "" {
			pending = append(pending, c)
		}
		if it.kind == itemStatement && pending != nil {
			above[it.index], pending = pending, nil
		}
	}
	if pending != nil {
		above[len(doc.Statements)] = pending
	}
	return top, above
}

// mostNested is how deep arrays and inline tables are nested at most; the server
// refuses ten levels (v0.15.5 crates/utils/src/config/parser.rs).
const mostNested = 8

// measure finds out, from the leaves up, what can be written in one value.
func (b *branch) measure() {
	b.nest, b.lines = 0, 0
	for _, c := range b.children {
		c.measure()
		b.lines += c.lines
		if c.nest < 0 || b.nest < 0 {
			b.nest = -1
		} else {
			b.nest = max(b.nest, c.nest)
		}
	}
	if len(b.children) == 0 {
		b.lines = 1
		return
	}
	b.array = b.numbered()
	if b.entry != nil {
		b.nest = -1
		b.lines++
	} else if b.array {
		b.lines = 1
		b.nest++
		if slices.ContainsFunc(b.children, func(c *branch) bool { return !c.single() }) {
			b.nest++ // elements are inline tables
		}
	}
	if b.nest > mostNested {
		b.nest = -1
	}
	if b.array && b.nest < 0 {
		b.array, b.lines = false, 0
		for _, c := range b.children {
			b.lines += c.lines
		}
	}
}

// numbered reports whether the branch is an array: nothing but elements named
// from 0000 without a gap, each of which can be written in one value.
func (b *branch) numbered() bool {
	for i, c := range b.children {
		if c.nest < 0 || c.name != fmt.Sprintf("%04d", i) {
			return false
		}
	}
	return b.entry == nil
}

// single reports whether the branch makes one line: a value or an array.
func (b *branch) single() bool { return b.array || len(b.children) == 0 }

// walk calls do for each value from here down, with its path, which holds until
// do returns.
func (b *branch) walk(path []string, do func(path []string, b *branch)) {
	if b.single() {
		do(path, b)
		return
	}
	if b.entry != nil {
		do(path, b)
	}
	for _, c := range b.children {
		c.walk(append(path, c.name), do)
	}
}
