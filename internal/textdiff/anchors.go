package textdiff

// anchor is a pair of line numbers that hold the same line.
type anchor struct{ old, new int }

// anchors finds the longest series of lines, in the order of both texts, that
// occur exactly once in each. Numbers are shifted by the offsets given.
func anchors(old, new []string, shiftOld, shiftNew int) []anchor {
	type place struct{ inOld, inNew, old, new int }
	places := make(map[string]*place, len(old))
	for i, s := range old {
		p := places[s]
		if p == nil {
			p = &place{}
			places[s] = p
		}
		p.inOld++
		p.old = i
	}
	for j, s := range new {
		if p := places[s]; p != nil {
			p.inNew++
			p.new = j
		}
	}
	var pairs []anchor
	for i, s := range old {
		if p := places[s]; p.inOld == 1 && p.inNew == 1 {
			pairs = append(pairs, anchor{i, p.new})
		}
	}
	out := rising(pairs)
	for i := range out {
		out[i].old += shiftOld
		out[i].new += shiftNew
	}
	return out
}

// rising is the longest part of the pairs, which are in the order of the old
// text, that is in the order of the new text too.
func rising(pairs []anchor) []anchor {
	places := make([]int, len(pairs))
	for i, p := range pairs {
		places[i] = p.new
	}
	var out []anchor
	for _, i := range Rising(places) {
		out = append(out, pairs[i])
	}
	return out
}
