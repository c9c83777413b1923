package textdiff

import "sort"

// Rising gives the places of the longest part of a list that rises: what keeps
// its order when the list is put in order.
func Rising(list []int) []int {
	var tails []int // tails[n]: place of the value that ends the best part of n+1 values
	before := make([]int, len(list))
	for i, v := range list {
		n := sort.Search(len(tails), func(k int) bool { return list[tails[k]] >= v })
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
	if len(tails) == 0 {
		return nil
	}
	out := make([]int, len(tails))
	at := tails[len(tails)-1]
	for n := len(out) - 1; n >= 0; n-- {
		out[n] = at
		at = before[at]
	}
	return out
}
