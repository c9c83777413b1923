package dialect

import "hash/maphash"

// keyIndex finds the first entry of a key. It is an open hash table that holds
// positions in Document.Entries instead of the keys themselves, so that a look-up and
// an insertion are one probe and the table stays small. The seed differs from
// run to run: no input can be written to make keys collide.
type keyIndex struct {
	seed  maphash.Seed
	slots []keySlot // a power of two of them
	used  int       // slots that are not free
}

// keySlot is free when entry is 0, else entry is the position plus one, or
// forgotten.
type keySlot struct {
	hash  uint32
	entry int32
}

const forgotten = -1

func newKeyIndex(guess int) keyIndex {
	size := 16
	for size*3 < guess*4 {
		size *= 2
	}
	return keyIndex{seed: maphash.MakeSeed(), slots: make([]keySlot, size)}
}

// put notes that entry number at has the key, unless an earlier one has it:
// then it gives that one's number and true.
func (x *keyIndex) put(entries []Entry, key string, at int) (first int, found bool) {
	if x.used*4 >= len(x.slots)*3 {
		x.grow()
	}
	hash := uint32(maphash.String(x.seed, key))
	i := x.find(entries, key, hash)
	switch s := x.slots[i]; {
	case s.entry > 0:
		return int(s.entry) - 1, true
	case s.entry == 0:
		x.used++
	}
	x.slots[i] = keySlot{hash, int32(at) + 1}
	return at, false
}

// forget takes a key out again.
func (x *keyIndex) forget(entries []Entry, key string) {
	i := x.find(entries, key, uint32(maphash.String(x.seed, key)))
	if x.slots[i].entry > 0 {
		x.slots[i].entry = forgotten
	}
}

// find gives the slot of the key, or the one where it belongs: the first forgotten
// one on its way, so that forgetting a key again and again leaves no long trail.
func (x *keyIndex) find(entries []Entry, key string, hash uint32) uint32 {
	mask := uint32(len(x.slots) - 1)
	reuse, any := uint32(0), false
	for i := hash & mask; ; i = (i + 1) & mask {
		s := x.slots[i]
		switch {
		case s.entry == 0 && any:
			return reuse
		case s.entry == 0 || s.hash == hash && s.entry > 0 && entries[s.entry-1].Key == key:
			return i
		case s.entry == forgotten && !any:
			reuse, any = i, true
		}
	}
}

// grow doubles the table and drops what was forgotten.
func (x *keyIndex) grow() {
	old := x.slots
	x.slots, x.used = make([]keySlot, 2*len(old)), 0
	mask := uint32(len(x.slots) - 1)
	for _, s := range old {
		if s.entry <= 0 {
			continue
		}
		i := s.hash & mask
		for x.slots[i].entry != 0 {
			i = (i + 1) & mask
		}
		x.slots[i] = s
		x.used++
	}
}
