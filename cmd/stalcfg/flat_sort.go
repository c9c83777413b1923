package main

import (
	"cmp"
	"slices"
)

// sortFlat orders settings as the server does.
func sortFlat(s []flatSetting) {
	slices.SortFunc(s, func(a, b flatSetting) int { return cmp.Compare(a.key, b.key) })
}
