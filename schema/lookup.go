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
	end, k := walk(0, key, 0)
	if k < 0 {
		return Match{}, false
	}
	m := Match{Key: &keys[k], Rest: strings.TrimPrefix(key[end:], ".")}
	if strings.HasSuffix(m.Key.Pattern, "*") && m.Key.Multi != Single {
		m.Rest = "" // dots belong to the member or name
	}
	return m, true
}

// walk follows the key from a node; it prefers names to ids and short ids to
// long ones.
func walk(n int, key string, at int) (end, k int) {
	nd := &nodes[n]
	if at >= len(key) {
		return at, int(nd.key)
	}
	seg := nextSegment(key, at)
	next := at + len(seg) + 1
	if child, ok := childOf(nd, seg); ok {
		if end, k := walk(child, key, next); k >= 0 {
			return min(end, len(key)), k
		}
	}
	if nd.wild >= 0 {
		for stop := next; ; stop += len(nextSegment(key, stop)) + 1 {
			if end, k := walk(int(nd.wild), key, stop); k >= 0 {
				return min(end, len(key)), k
			}
			if stop >= len(key) {
				break
			}
		}
	}
	if nd.key >= 0 && takesRest(&keys[nd.key], key[at:]) {
		return at - 1, int(nd.key)
	}
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
