package history

import "strings"

// localRow is the list of settings held in the file from a release on.
type localRow struct {
	since    uint8
	patterns string
}

// wordRow is an accepted word of a choosing setting.
type wordRow struct {
	group, setting, word string
	read                 span
}

// LocalPatterns gives the built-in patterns of the settings release v keeps in
// the file, in the order it tries them; a leading "!" excludes. Up to 0.6 there
// is no database of settings and the list is empty.
func LocalPatterns(v Version) []string {
	i, found := at(v), ""
	for r := range localRows {
		if int(localRows[r].since) <= i {
			found = localRows[r].patterns
		}
	}
	return strings.Fields(found)
}

// Types gives the words release v accepts where a group chooses a kind:
// "store", "directory", "listener" (its protocol), "tracer". Nil for another
// group. The names are the server's own, aliases included.
func Types(v Version, group string) []string {
	var out []string
	i := at(v)
	for r := range wordRows {
		if w := &wordRows[r]; w.group == group && w.read.has(i) {
			out = append(out, w.word)
		}
	}
	return out
}
