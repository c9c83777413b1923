package redact

import (
	"slices"
	"strings"
)

// fewTexts is up to how many secrets a search for one after the other is
// quicker than an index.
const fewTexts = 16

// indexed is how many bytes a secret of the index has at least.
const indexed = 4

// index finds which of many secrets are in a text without looking for each: the
// bytes at a place tell how long a secret that begins there may be, and one look
// in a table for each length whether it does.
type index struct {
	lengths map[string][]int // by the first bytes
	first   map[string]int   // secret to its place in the list
	always  []int            // those that may be made of what stands for a hidden one
}

func newIndex(texts []string) *index {
	x := &index{lengths: map[string][]int{}, first: make(map[string]int, len(texts))}
	for i, t := range texts {
		if strings.Contains(t, Hidden[:1]) || len(t) < indexed {
			x.always = append(x.always, i)
			continue
		}
		if _, twice := x.first[t]; twice {
			continue
		}
		x.first[t] = i
		if start := t[:indexed]; !slices.Contains(x.lengths[start], len(t)) {
			x.lengths[start] = append(x.lengths[start], len(t))
		}
	}
	return x
}

// in gives the places in the list of the secrets that a text holds, or may hold
// once others are hidden in it, in order.
func (x *index) in(s string) []int {
	out := x.always
	for at := 0; at+indexed <= len(s); at++ {
		for _, n := range x.lengths[s[at:at+indexed]] {
			if at+n > len(s) {
				continue
			}
			if i, ok := x.first[s[at:at+n]]; ok {
				out = append(out[:len(out):len(out)], i)
			}
		}
	}
	if len(out) > len(x.always) {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}
