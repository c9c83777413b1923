package settings

import "hash/maphash"

// index answers "is this key set" and "what stands below this prefix" with one
// hash of the question. Rules ask some hundred times a file, nearly always for
// something that is not there, and then no string is compared at all.
type index struct {
	slots []slot // open addressing; the length is a power of two, at most half is used
	deep  bool   // some key has more dots than maxDots, so prefixes are missing
}

// slot is one key (lo is its place, hi the same) or one prefix (the places
// from lo up to hi). A hash of zero marks a free slot.
type slot struct{ hash, lo, hi uint32 }

// maxDots bounds the prefixes of one key, as each is hashed from its start.
const maxDots = 16

var seed = maphash.MakeSeed()

func hashKey(key string) uint32 { return uint32(maphash.String(seed, key)) | 1 }

// hashPrefix takes other bits than hashKey: a key and the prefix of the same
// name seldom meet.
func hashPrefix(prefix string) uint32 { return uint32(maphash.String(seed, prefix)>>32) | 1 }

// newIndex indexes settings that are sorted and unique by key. Those below one
// prefix stand side by side, as each starts with the prefix and a dot.
func newIndex(sorted []Setting) index {
	var x index
	prefixes := make([]slot, 0, len(sorted)+16)
	var dots, open [maxDots]int // of the key at hand: where its dots are, and their places in prefixes
	depth, last := 0, ""
	for i := range sorted {
		key := sorted[i].Key
		same := common(last, key)
		for ; depth > 0 && dots[depth-1] >= same; depth-- {
			prefixes[open[depth-1]].hi = uint32(i)
		}
		for at := same; at < len(key); at++ {
			if key[at] != '.' {
				continue
			}
			if depth == maxDots {
				x.deep = true
				break
			}
			dots[depth], open[depth] = at, len(prefixes)
			depth++
			prefixes = append(prefixes, slot{hash: hashPrefix(key[:at]), lo: uint32(i)})
		}
		last = key
	}
	for ; depth > 0; depth-- {
		prefixes[open[depth-1]].hi = uint32(len(sorted))
	}

	size := 8
	for size < 2*(len(sorted)+len(prefixes)) {
		size *= 2
	}
	x.slots = make([]slot, size)
	for i := range sorted {
		x.add(slot{hashKey(sorted[i].Key), uint32(i), uint32(i)})
	}
	for _, p := range prefixes {
		x.add(p)
	}
	return x
}

func (x *index) add(s slot) {
	at := int(s.hash) & (len(x.slots) - 1)
	for x.slots[at].hash != 0 {
		at = (at + 1) & (len(x.slots) - 1)
	}
	x.slots[at] = s
}

// key finds the place of a key.
func (x *index) key(sorted []Setting, key string) (int, bool) {
	h := hashKey(key)
	for at := int(h); len(x.slots) > 0; at++ {
		switch s := &x.slots[at&(len(x.slots)-1)]; {
		case s.hash == 0:
			return 0, false
		case s.hash == h && s.lo == s.hi && sorted[s.lo].Key == key:
			return int(s.lo), true
		}
	}
	return 0, false
}

// under finds the places from lo up to hi of what stands below a prefix.
func (x *index) under(sorted []Setting, prefix string) (lo, hi int) {
	h := hashPrefix(prefix)
	for at := int(h); len(x.slots) > 0; at++ {
		switch s := &x.slots[at&(len(x.slots)-1)]; {
		case s.hash == 0 && x.deep:
			return searchUnder(sorted, prefix)
		case s.hash == 0:
			return 0, 0
		case s.hash == h && s.lo < s.hi && isUnder(sorted[s.lo].Key, prefix):
			return int(s.lo), int(s.hi)
		}
	}
	return 0, 0
}

// common is the length of what two keys have in common at their start.
func common(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
