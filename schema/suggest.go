package schema

import (
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// A shape is a live setting's pattern, split once.
type shape []string

// shapes gives the live patterns in the order of the table, on first use.
var shapes = sync.OnceValue(func() []shape { return shapesOf(func(*Key) bool { return true }) })

// secretShapes are the shapes of settings that hold secrets.
var secretShapes = sync.OnceValue(func() []shape {
	return shapesOf(func(k *Key) bool { return k.Secret == SecretValue })
})

func shapesOf(wanted func(*Key) bool) []shape {
	var out []shape
	for i := range keys {
		if k := &keys[i]; k.Status == Live && wanted(k) {
			out = append(out, strings.Split(k.Pattern, "."))
		}
	}
	return out
}

// Suggest gives the settings that an unknown key was probably meant to be, best
// first, at most three, with the key's own ids filled in.
func Suggest(key string) []string {
	segs := strings.Split(key, ".")
	type candidate struct {
		pattern []string
		cost    int
	}
	var found []candidate
	try := matcher{segs: segs}
	for _, s := range shapes() {
		if cost, ok := try.near(s); ok {
			found = append(found, candidate{s, cost})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.cost - b.cost })
	var out []string
	for _, c := range found {
		if c.cost > found[0].cost || len(out) == 3 {
			break
		}
		if name := fill(segs, c.pattern); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// MeantSecret reports whether an unknown key was probably meant to be a setting
// that holds a secret.
func MeantSecret(key string) bool {
	try := matcher{segs: strings.Split(key, ".")}
	for _, s := range secretShapes() {
		if _, ok := try.near(s); ok {
			// Near a secret; it counts only if nothing else is nearer.
			return slices.ContainsFunc(Suggest(key), func(name string) bool {
				m, ok := Lookup(name)
				return ok && m.Key.Secret == SecretValue
			})
		}
	}
	return false
}

// A matcher compares one key with many patterns. Neighbours in the table share
// their first segment, so what was found out about it is kept.
type matcher struct {
	segs  []string
	first string
	same  bool
}

// near compares the key with a pattern and gives the cost of turning one into
// the other.
func (m *matcher) near(pattern []string) (int, bool) {
	more := len(m.segs) - len(pattern)
	if more < -1 || more > 1 {
		return 0, false
	}
	if first := pattern[0]; more >= 0 && first != "*" {
		if first != m.first {
			m.first, m.same = first, first == m.segs[0] || nearWord(m.segs[0], first)
		}
		if !m.same && (more == 0 || m.segs[1] != first) {
			return 0, false
		}
	}
	return align(m.segs, pattern, nil)
}

// fill gives the pattern with the key's own ids.
func fill(segs, pattern []string) string {
	out := make([]string, 0, len(pattern))
	align(segs, pattern, func(s string) { out = append(out, s) })
	return strings.Join(out, ".")
}

// align compares a key with a pattern segment by segment. Up to two letters of a
// segment may differ, or one of the segments may be missing or too much. It
// hands the segments of the wanted key to take.
func align(segs, pattern []string, take func(string)) (int, bool) {
	if take == nil {
		take = func(string) {}
	}
	cost, i := 0, 0
	for j, p := range pattern {
		left := len(segs) - i - (len(pattern) - j) // segments too many (+) or missing (-)
		switch {
		case i < len(segs) && p == "*":
			take(segs[i])
			i++
		case i < len(segs) && p == segs[i]:
			take(p)
			i++
		case left < 0 && p != "*" && !nearWord(at(segs, i), p):
			if at(pattern, j+1) == "*" || j > 0 && j == len(pattern)-1 && pattern[j-1] == "*" {
				return 0, false // a word of the key would pass for an id
			}
			take(p)
			cost += 3
		case left > 0 && i+1 < len(segs) && segs[i+1] == p:
			take(p)
			i += 2
			cost += 3
		case i < len(segs) && nearWord(segs[i], p):
			take(p)
			cost += distance(segs[i], p)
			i++
		default:
			return 0, false
		}
	}
	if i < len(segs) {
		return 0, false
	}
	return cost, cost <= 4
}

func at(segs []string, i int) string {
	if i < len(segs) {
		return segs[i]
	}
	return ""
}

// nearWord allows one edit in short words, two in longer ones, and - for _.
func nearWord(a, b string) bool {
	if len(a) == len(b) && strings.EqualFold(strings.ReplaceAll(a, "_", "-"), b) {
		return true
	}
	limit := 1
	if len(b) > 5 {
		limit = 2
	}
	if len(b) < 4 || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return false
	}
	// An edit changes two letters at most of those that a word has.
	return bits.OnesCount32(letters(a)^letters(b)) <= 2*limit && distance(a, b) <= limit
}

// letters is the set of letters of a word, by the last five bits of each.
func letters(word string) uint32 {
	var set uint32
	for i := range len(word) {
		set |= 1 << (word[i] & 31)
	}
	return set
}

// Distance is the number of letters to insert, remove, replace or swap with their
// neighbour to turn one word into another.
func Distance(a, b string) int { return distance(a, b) }

func distance(a, b string) int {
	const usual = 64 // no word of the schema is longer
	var rows [3][usual]int
	prev2, prev, cur := rows[0][:], rows[1][:], rows[2][:]
	if len(b) >= usual {
		prev2, prev, cur = make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	}
	prev2, prev, cur = prev2[:len(b)+1], prev[:len(b)+1], cur[:len(b)+1]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
