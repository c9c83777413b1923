package history

import "strings"

// maxRenames bounds how many renames one name went through.
const maxRenames = 8

// Successor follows the renames of a setting the target does not read to the
// name it does read, with the chosen names carried over. ch is the last rename
// on the way. In newKey a "*" that is left stands for a name the user has yet
// to choose. ch.When, if any, restricts the rename to a kind of store or
// directory, which the caller must check.
//
// ok is false, and ch nil, for a setting the target reads or that has no
// successor (see current for lookup.*); ok is false with ch set when a rename leaves the choice between
// several names (ch.New).
func Successor(name string, target Version) (newKey string, ch *Change, ok bool) {
	if current(name, at(target)) {
		return "", nil, false
	}
	cur, last := name, -1
	for step := 0; step < maxRenames; step++ {
		h, found := rename(cur, last, at(target))
		if !found {
			return "", nil, false
		}
		c := changeRows[h.row].unpack()
		next, one := carry(cur, &h.m, &c)
		if !one {
			return "", &c, false
		}
		if ReadBy(next, target) {
			return next, &c, true
		}
		cur, last = next, h.row
	}
	return "", nil, false
}

// current reports whether release index i reads the setting and gives it the
// meaning it had: a name in a free section (lookup.*) that a release took out
// of use stays readable but nothing asks for it any more.
func current(name string, i int) bool {
	read, free := false, true
	keys(name, func(k *keyRow) bool {
		if k.readAt(i) {
			read, free = true, free && k.kind == prefix
		}
		return true
	})
	if !read || !free {
		return read
	}
	for _, h := range hits(name) {
		r := &changeRows[h.row]
		if int(r.version) <= i && (r.kind == Renamed || r.kind == Dropped) && !strings.HasPrefix(name, "lookup.default.") {
			return false
		}
	}
	return true
}

// rename picks the rename of a name up to release index hi: the newest at the
// start of a chain (last < 0), afterwards the first that follows. One that
// holds for every kind of store goes first.
func rename(name string, last, hi int) (hit, bool) {
	var best hit
	var found, bestWhen bool
	for _, h := range hits(name) {
		r := &changeRows[h.row]
		if r.kind != Renamed && r.kind != Moved || int(r.version) > hi || h.row <= last {
			continue
		}
		when := r.unpack().When != ""
		if !found || bestWhen && !when || bestWhen == when && last < 0 {
			best, bestWhen, found = h, when, true
		}
	}
	return best, found
}

// carry writes the new name for a name that fits an old pattern of the change.
func carry(name string, m *match, c *Change) (string, bool) {
	head, rest := name[:m.rest], name[m.rest:]
	for i, old := range c.Old {
		base, deep := strings.CutSuffix(old, ".**")
		if deep != m.deep || fill(base, name, m) != head {
			continue
		}
		to := c.target(i)
		if to == "" {
			return "", false
		}
		if base, ok := strings.CutSuffix(to, ".**"); ok {
			if !deep {
				return "", false
			}
			to = base
		}
		return fill(to, name, m) + rest, true
	}
	return "", false
}

// target is the new pattern of Old[i], empty when there is a choice.
func (c *Change) target(i int) string {
	for _, p := range c.Pairs {
		if p[0] == c.Old[i] {
			return p[1]
		}
	}
	switch {
	case len(c.New) == len(c.Old):
		return c.New[i]
	case len(c.New) == 1:
		return c.New[0]
	}
	return ""
}

// fill puts the chosen names of a match into the stars of a pattern, in order.
func fill(pattern, name string, m *match) string {
	var b strings.Builder
	id := 0
	for _, seg := range strings.Split(pattern, ".") {
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		if seg == "*" && id < int(m.nid) {
			seg = name[m.ids[id][0]:m.ids[id][1]]
			id++
		}
		b.WriteString(seg)
	}
	return b.String()
}

// Removed gives the change that took a setting away, for one the target
// neither reads nor has under another name. A setting that was first renamed
// and then dropped counts. Change.New may name settings that serve the same end.
func Removed(name string, target Version) (*Change, bool) {
	if current(name, at(target)) {
		return nil, false
	}
	hi, cur, last := at(target), name, -1
	for step := 0; step < maxRenames; step++ {
		for all, i := hits(cur), 0; i < len(all); i++ {
			// A name may come back: only what happened last counts.
			r := &changeRows[all[i].row]
			if r.kind == Dropped && all[i].row > last && int(r.version) <= hi && !current(cur, hi) {
				c := r.unpack()
				return &c, true
			}
		}
		h, found := rename(cur, last, hi)
		if !found {
			return nil, false
		}
		c := changeRows[h.row].unpack()
		next, one := carry(cur, &h.m, &c)
		if !one || ReadBy(next, target) {
			return nil, false
		}
		cur, last = next, h.row
	}
	return nil, false
}
