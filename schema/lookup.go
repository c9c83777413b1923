package schema

import "strings"

// Match is the setting a concrete key belongs to.
type Match struct {
	Key  *Key
	Rest string // what follows the setting's own key: an element's index, a branch of conditions, a set's member
}

// node is a place in the tree of patterns; edges lo to hi lead to children in
// order of their segment.
type node struct {
	lo, hi uint16
	wild   int16 // node of the * child, or -1
	key    int16 // index into keys, or -1
}

type edge struct {
	segment string
	node    uint16
}

// Lookup finds the setting that a flattened key belongs to. Elements of lists,
// members of sets and branches of conditions belong to their setting. An id may
// hold dots. The cost depends on the key's own length only.
func Lookup(key string) (Match, bool) {
	w := walker{key: key}
	end, k := w.walk(0, 0)
	if k < 0 {
		return Match{}, false
	}
	m := Match{Key: &keys[k], Rest: strings.TrimPrefix(key[end:], ".")}
	if strings.HasSuffix(m.Key.Pattern, "*") && m.Key.Multi != Single {
		m.Rest = "" // dots belong to the member or name
	}
	return m, true
}

// walker is one search. For each node that stands for an id it remembers from
// where on no end of the id led to a setting. An id that begins later has fewer
// possible ends, so that nothing is tried twice and hostile keys of thousands of
// segments cost no more than their length.
type walker struct {
	key    string
	failed [4]deadEnd // ids stand at most two deep in one pattern
}

type deadEnd struct{ node, from int }

func (w *walker) isDead(n, from int) bool {
	for _, d := range w.failed {
		if d.node == n && n != 0 {
			return from >= d.from
		}
	}
	return false
}

func (w *walker) remember(n, from int) {
	for i := range w.failed {
		if d := &w.failed[i]; d.node == 0 || d.node == n {
			*d = deadEnd{n, from}
			return
		}
	}
}

// walk follows the key from a node; it prefers names to ids and short ids to
// long ones.
func (w *walker) walk(n, at int) (end, k int) {
	nd := &nodes[n]
	if at >= len(w.key) {
		return at, int(nd.key)
	}
	seg := nextSegment(w.key, at)
	next := at + len(seg) + 1
	if child, ok := childOf(nd, seg); ok {
		if end, k := w.walk(child, next); k >= 0 {
			return min(end, len(w.key)), k
		}
	}
	if nd.wild >= 0 {
		if end, k := w.id(int(nd.wild), next); k >= 0 {
			return end, k
		}
	}
	if nd.key >= 0 && takesRest(&keys[nd.key], w.key[at:]) {
		return at - 1, int(nd.key)
	}
	return 0, -1
}

// id tries every end of an id, the first of which is given.
func (w *walker) id(n, first int) (end, k int) {
	if w.isDead(n, first) {
		return 0, -1
	}
	for stop := first; ; stop += len(nextSegment(w.key, stop)) + 1 {
		if end, k := w.walk(n, stop); k >= 0 {
			return min(end, len(w.key)), k
		}
		if stop >= len(w.key) {
			break
		}
	}
	w.remember(n, first)
	return 0, -1
}

func nextSegment(key string, at int) string {
	if at > len(key) {
		return ""
	}
	if i := strings.IndexByte(key[at:], '.'); i >= 0 {
		return key[at : at+i]
	}
	return key[at:]
}

func childOf(nd *node, seg string) (int, bool) {
	lo, hi := int(nd.lo), int(nd.hi)
	for lo < hi {
		mid := (lo + hi) / 2
		switch c := strings.Compare(edges[mid].segment, seg); {
		case c == 0:
			return int(edges[mid].node), true
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// takesRest reports whether a setting is read with this text behind its key.
func takesRest(k *Key, rest string) bool {
	switch {
	case k.Multi != Single:
		return true
	case k.Type == Conditions || k.Type == AddressMapping:
		last := rest[strings.LastIndexByte(rest, '.')+1:]
		return last == "if" || last == "then" || last == "else"
	}
	return false
}
