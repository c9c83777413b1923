package textdiff

import "sort"

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
	var tails []int // tails[n]: index of the pair that ends the best series of n+1 pairs
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(tails), func(k int) bool { return pairs[tails[k]].new >= p.new })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	out := make([]anchor, len(tails))
	if len(tails) == 0 {
		return out
	}
	at := tails[len(tails)-1]
	for n := len(out) - 1; n >= 0; n-- {
		out[n] = pairs[at]
		at = before[at]
	}
	return out
}
