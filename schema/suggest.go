package schema

import (
	"slices"
	"strings"
)

// Suggest gives the settings that an unknown key was probably meant to be, best
// first, at most three, with the key's own ids filled in.
func Suggest(key string) []string {
	segs := strings.Split(key, ".")
	type candidate struct {
		key  string
		cost int
	}
	var found []candidate
	for i := range keys {
		k := &keys[i]
		if k.Status != Live {
			continue
		}
		if name, cost, ok := near(segs, strings.Split(k.Pattern, ".")); ok {
			found = append(found, candidate{name, cost})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.cost - b.cost })
	var out []string
	for _, c := range found {
		if c.cost > found[0].cost || len(out) == 3 {
			break
		}
		if !slices.Contains(out, c.key) {
			out = append(out, c.key)
		}
	}
	return out
}

// near compares a key with a pattern segment by segment. Up to two letters of a
// segment may differ, or one of the segments may be missing or too much.
func near(segs, pattern []string) (string, int, bool) {
	if len(segs) < len(pattern)-1 || len(segs) > len(pattern)+1 {
		return "", 0, false
	}
	out := make([]string, 0, len(pattern))
	cost, i := 0, 0
	for j, p := range pattern {
		left := len(segs) - i - (len(pattern) - j) // segments too many (+) or missing (-)
		switch {
		case i < len(segs) && p == "*":
			out = append(out, segs[i])
			i++
		case i < len(segs) && p == segs[i]:
			out = append(out, p)
			i++
		case left < 0 && p != "*" && !nearWord(at(segs, i), p):
			out = append(out, p)
			cost += 3
		case left > 0 && i+1 < len(segs) && segs[i+1] == p:
			out = append(out, p)
			i += 2
			cost += 3
		case i < len(segs) && nearWord(segs[i], p):
			out = append(out, p)
			cost += distance(segs[i], p)
			i++
		default:
			return "", 0, false
		}
	}
	if i < len(segs) {
		return "", 0, false
	}
	return strings.Join(out, "."), cost, cost <= 4
}

func at(segs []string, i int) string {
	if i < len(segs) {
		return segs[i]
	}
	return ""
}

// nearWord allows one edit in short words, two in longer ones, and - for _.
func nearWord(a, b string) bool {
	if strings.EqualFold(strings.ReplaceAll(a, "_", "-"), b) {
		return true
	}
	limit := 1
	if len(b) > 5 {
		limit = 2
	}
	if len(b) < 4 || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return false
	}
	return distance(a, b) <= limit
}

// Distance is the number of letters to insert, remove, replace or swap with their
// neighbour to turn one word into another.
func Distance(a, b string) int { return distance(a, b) }

func distance(a, b string) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
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
