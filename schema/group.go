package schema

import "strings"

// UnknownGroup gives the shortest part of a key, whole segments from its start,
// below which the schema has nothing, neither settings nor their old names. It is
// not ok where the key has an id before that, which may be any word, or where
// nothing of the key would be left below the group.
func UnknownGroup(key string) (group string, ok bool) {
	n := 0
	for at := 0; at < len(key); {
		nd := &nodes[n]
		seg := nextSegment(key, at)
		child, known := childOf(nd, seg)
		end := at + len(seg)
		switch {
		case known:
			n, at = child, end+1
			continue
		case nd.wild >= 0 || nd.key >= 0 && takesRest(&keys[nd.key], key[at:]):
			return "", false
		}
		return key[:end], end < len(key)
	}
	return "", false
}

// GroupsNear gives the groups whose names an unknown group may be a misspelling
// of, in order of their names.
func GroupsNear(group string) []string {
	at := strings.LastIndexByte(group, '.') + 1
	n := 0
	for from := 0; from < at; {
		seg := nextSegment(group, from)
		child, ok := childOf(&nodes[n], seg)
		if !ok {
			return nil
		}
		n, from = child, from+len(seg)+1
	}
	var out []string
	for _, e := range edges[nodes[n].lo:nodes[n].hi] {
		below := &nodes[e.node]
		if (below.lo < below.hi || below.wild >= 0) && nearWord(group[at:], e.segment) {
			out = append(out, group[:at]+e.segment)
		}
	}
	return out
}
