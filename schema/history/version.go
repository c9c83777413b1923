package history

import (
	"cmp"
	"strconv"
)

// Version is a Stalwart release. The zero value is older than every release.
type Version struct{ Major, Minor, Patch int }

// V builds a Version.
func V(major, minor, patch int) Version { return Version{major, minor, patch} }

// Compare orders releases: negative when v is older than w.
func (v Version) Compare(w Version) int {
	if c := cmp.Compare(v.Major, w.Major); c != 0 {
		return c
	}
	if c := cmp.Compare(v.Minor, w.Minor); c != 0 {
		return c
	}
	return cmp.Compare(v.Patch, w.Patch)
}

// String is the version without a leading v: "0.15.5".
func (v Version) String() string {
	return v.Line() + "." + strconv.Itoa(v.Patch)
}

// Line is the minor line: "0.15".
func (v Version) Line() string { return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) }

// Newest is the last release in the tables, 0.15.5.
func Newest() Version { return releases[len(releases)-1] }

// at is the index of the newest release that is not newer than v, or -1 when v
// is older than all of them. A version that was never tagged counts as the
// release before it.
func at(v Version) int {
	lo, hi := 0, len(releases)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if releases[mid].Compare(v) <= 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}
