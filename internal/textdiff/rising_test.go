package textdiff

import (
	"slices"
	"testing"
)

func TestRising(t *testing.T) {
	for _, c := range []struct{ in, want []int }{
		{nil, nil}, {[]int{0}, []int{0}}, {[]int{0, 1, 2}, []int{0, 1, 2}}, {[]int{2, 0, 1}, []int{1, 2}}, {[]int{1, 2, 0, 3}, []int{0, 1, 3}},
	} {
		if got := Rising(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.in, got, c.want)
		}
	}
}
