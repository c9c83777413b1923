package history

import "strings"

// kind says what may follow the name of a setting in a flattened file.
type kind uint8

const (
	value      kind = iota // nothing
	list                   // a position
	set                    // a member, which may hold dots
	prefix                 // any names
	expression             // a position, then if, then or else
)

// node is one segment of the patterns. The literal children of a node stand
// side by side in nodes, sorted; 0 means none in every other reference.
type node struct {
	label   string
	first   uint16
	star    uint16 // child for a name the user chose
	deep    uint16 // child for "everything below"
	key     uint16 // 1 + index into keyRows
	changes uint16 // index into changeRefs
	kids    uint8
	nchange uint8
}

// maxID is the number of segments a chosen name may have; addresses have four.
// It bounds the work on hostile names.
const maxID = 8

// maxStars is the most chosen names a pattern has.
const maxStars = 4

// match is a pattern that fits a name.
type match struct {
	node uint16
	rest int   // where the part after the pattern starts, dot included; len(name) if nothing follows
	deep bool  // the pattern ends in "**", rest is what it stands for
	nid  uint8 // chosen names in use
	ids  [maxStars][2]int
}

// matcher collects the patterns that fit a name. It lives on the stack.
type matcher struct {
	name  string
	n     int
	found [16]match
	nid   uint8
	ids   [maxStars][2]int
}

// find looks the name up. A literal segment comes before a chosen name, and of
// the readings of a chosen name the shortest that fits wins.
func (m *matcher) find(name string) []match {
	m.name, m.n, m.nid = name, 0, 0
	if name != "" {
		m.step(0, 0)
	}
	return m.found[:m.n]
}

// step goes on at node with the segment that starts at pos.
func (m *matcher) step(at uint16, pos int) {
	n := &nodes[at]
	if pos > len(m.name) {
		m.add(at, len(m.name), false)
		return
	}
	if at != 0 && m.tail(n, pos) {
		m.add(at, pos-1, false)
	}
	if n.deep != 0 {
		m.add(n.deep, pos-1, true)
	}
	end, before, longest := segment(m.name, pos), m.n, maxID
	if c := child(n, m.name[pos:end]); c != 0 {
		m.step(c, end+1)
	}
	if n.star == 0 || m.nid == maxStars {
		return
	}
	if m.n > before {
		longest = 1 // store.blob.s3.key is not the key of a store called blob.s3
	}
	before = m.n
	for i := 0; i < longest && m.n == before; i++ {
		m.ids[m.nid] = [2]int{pos, end}
		m.nid++
		m.step(n.star, end+1)
		m.nid--
		if end >= len(m.name) {
			return
		}
		end = segment(m.name, end+1)
	}
}

func (m *matcher) add(at uint16, rest int, deep bool) {
	n := &nodes[at]
	if m.n == len(m.found) || n.key == 0 && n.nchange == 0 {
		return
	}
	m.found[m.n] = match{at, rest, deep, m.nid, m.ids}
	m.n++
}

// tail reports whether the segments from pos on may follow the setting that
// ends in n: positions of a list, members of a set, parts of an expression.
// A pattern only changes know takes lists and expressions.
func (m *matcher) tail(n *node, pos int) bool {
	k := expression
	switch {
	case n.key != 0:
		k = keyRows[n.key-1].kind
	case n.nchange == 0:
		return false
	}
	switch k {
	case set, prefix:
		return true
	case list:
		return segment(m.name, pos) == len(m.name) && digits(m.name[pos:])
	case expression:
		end := segment(m.name, pos)
		if digits(m.name[pos:end]) {
			if end == len(m.name) {
				return true
			}
			pos = end + 1
		}
		return isBranch(m.name[pos:])
	}
	return false
}

// isBranch accepts the members of one {if, then, else} and their positions.
func isBranch(s string) bool {
	word, rest, more := strings.Cut(s, ".")
	switch word {
	case "if", "then", "else", "any-of", "all-of", "none-of", "eq", "ne", "in-list", "not-in-list",
		"starts-with", "ends-with", "matches", "not-starts-with", "not-ends-with", "not-matches":
		return !more || !strings.Contains(rest, ".") || digits(rest[:segment(rest, 0)])
	}
	return false
}

// child finds a literal child by binary search.
func child(n *node, label string) uint16 {
	lo, hi := int(n.first), int(n.first)+int(n.kids)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch l := nodes[mid].label; {
		case l == label:
			return uint16(mid)
		case l < label:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0
}

// segment is the end of the segment that starts at pos.
func segment(s string, pos int) int {
	if i := strings.IndexByte(s[pos:], '.'); i >= 0 {
		return pos + i
	}
	return len(s)
}

// digits reports whether s is a position in a list.
func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
