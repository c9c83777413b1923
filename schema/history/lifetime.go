package history

// span is a range of releases by index, end exclusive; equal ends mean empty.
type span struct{ from, to uint8 }

func (s span) has(i int) bool { return int(s.from) <= i && i < int(s.to) }

// keyRow is a setting: the releases that read it, and those that ignore it
// although their own files, forms or documentation carry it.
type keyRow struct {
	kind       kind
	ndef       uint8
	def        uint16 // index into defaultRows
	read, seen [2]span
}

// defaultRow is a default and the release it starts at; "" is no default.
type defaultRow struct {
	from  uint8
	value string
}

func (k *keyRow) readAt(i int) bool { return k.read[0].has(i) || k.read[1].has(i) }
func (k *keyRow) seenAt(i int) bool { return k.seen[0].has(i) || k.seen[1].has(i) }

// keys calls yield for the settings a name stands for, until it returns false.
// More than one fits where an id of one release is a fixed name in another,
// e.g. store.db.path.
func keys(name string, yield func(*keyRow) bool) {
	var m matcher
	for _, x := range m.find(name) {
		if k := nodes[x.node].key; k != 0 && !yield(&keyRows[k-1]) {
			return
		}
	}
}

// Lifetime gives the first and the last release that read the setting; the
// last is [Newest] for one that is still read. The name is concrete or a
// pattern. Gaps in between do not show, see [ReadBy]; ok is false for a
// setting no release reads.
func Lifetime(name string) (since, until Version, ok bool) {
	from, to := len(releases), 0
	keys(name, func(k *keyRow) bool {
		for _, s := range k.read {
			if s.to > s.from {
				from, to = min(from, int(s.from)), max(to, int(s.to))
			}
		}
		return true
	})
	if to == 0 {
		return Version{}, Version{}, false
	}
	return releases[from], releases[to-1], true
}

// ReadBy reports whether release v reads the setting. A version newer than
// 0.15.5 counts as 0.15.5.
func ReadBy(name string, v Version) bool {
	i, hit := at(v), false
	keys(name, func(k *keyRow) bool {
		hit = k.readAt(i)
		return !hit
	})
	return hit
}

// IgnoredBy reports whether release v does not read the setting although the
// files, forms or documentation of that line carry it.
func IgnoredBy(name string, v Version) bool {
	if ReadBy(name, v) {
		return false
	}
	i, hit := at(v), false
	keys(name, func(k *keyRow) bool {
		hit = k.seenAt(i)
		return !hit
	})
	return hit
}

// DefaultAt gives the value release v uses when the setting is absent. Angle
// brackets describe a computed value, " | " separates values that depend on
// the kind of store or directory. ok is false without a known default or when
// v does not read the setting. Between the first and the last release of a
// line the change is dated as exactly as the facts allow.
func DefaultAt(name string, v Version) (def string, ok bool) {
	i := at(v)
	keys(name, func(k *keyRow) bool {
		if !k.readAt(i) {
			return true
		}
		for _, d := range defaultRows[k.def : int(k.def)+int(k.ndef)] {
			if int(d.from) <= i {
				def = d.value
			}
		}
		return false
	})
	return def, def != ""
}

// Settings calls yield for the pattern of every setting release v reads, in no
// useful order, until it returns false.
func Settings(v Version, yield func(pattern string) bool) {
	walk(0, "", at(v), yield)
}

func walk(n uint16, path string, i int, yield func(string) bool) bool {
	x := &nodes[n]
	if x.key != 0 && keyRows[x.key-1].readAt(i) && !yield(path) {
		return false
	}
	if path != "" {
		path += "."
	}
	for c := x.first; c < x.first+uint16(x.kids); c++ {
		if !walk(c, path+nodes[c].label, i, yield) {
			return false
		}
	}
	return x.star == 0 || walk(x.star, path+"*", i, yield)
}
