package schema

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// Version is a Stalwart release. The zero value means "not given".
type Version struct{ Major, Minor, Patch int }

// Latest is the newest release whose settings this package holds; it is also
// the last line that reads TOML.
func Latest() Version { return Version{0, 15, 5} }

// lastPatch is the newest patch release of each TOML line, by minor number.
var lastPatch = [...]int{3: 10, 4: 2, 5: 3, 6: 0, 7: 3, 8: 5, 9: 4, 10: 7, 11: 8, 12: 5, 13: 4, 14: 1, 15: 5}

// ParseVersion reads "0.15", "0.15.5" or "v0.15.5"; a line without patch means
// its newest patch release.
func ParseVersion(s string) (Version, error) {
	bad := func() (Version, error) {
		return Version{}, fmt.Errorf("%q is not a Stalwart version (write 0.15 or 0.15.5)", s)
	}
	parts := strings.Split(strings.TrimPrefix(s, "v"), ".")
	if len(parts) < 2 || len(parts) > 3 {
		return bad()
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return bad()
		}
		n[i] = int(v)
	}
	v := Version{n[0], n[1], n[2]}
	if len(parts) == 2 && v.Major == 0 && v.Minor < len(lastPatch) {
		v.Patch = lastPatch[v.Minor]
	}
	return v, nil
}

// IsZero reports whether no version was given.
func (v Version) IsZero() bool { return v == Version{} }

// String writes the version without a leading v.
func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// Line is the minor line: "0.15".
func (v Version) Line() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

// Compare orders releases.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor), cmp.Compare(v.Patch, w.Patch))
}

// Before reports whether v is an older release than w.
func (v Version) Before(w Version) bool { return v.Compare(w) < 0 }

// AtLeast reports whether v is the given minor line of major 0 or newer.
func (v Version) AtLeast(minor int) bool { return v.Major > 0 || v.Minor >= minor }

// Generation is the behaviour of the file parser in this release. 0.13.0 still
// has the parser of 0.12.
func (v Version) Generation() dialect.Generation {
	switch {
	case v.IsZero() || !v.Before(Version{0, 13, 1}):
		return dialect.Gen015
	case v.AtLeast(7):
		return dialect.Gen012
	}
	return dialect.Gen06
}
