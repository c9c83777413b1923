package rules

import (
	_ "embed" // the table of the migration
	"strings"
)

//go:embed data/upgrade016.tsv
var upgrade016 string

// successor is what becomes of a setting of 0.15 in 0.16.
type successor struct {
	fate   string // listed, silent, none, env; see data/upgrade016.tsv
	target string // object and field, or a variable of the environment
	reason string // why there is none
}

// object is the kind of object that a successor is a field of.
func (s *successor) object() string {
	if i := strings.IndexAny(s.target, ".( "); i > 0 {
		return s.target[:i]
	}
	return s.target
}

// successors reads the table, by pattern of the setting. It is read only by a
// rule that runs for 0.16 and later.
func successors() map[string]successor {
	out := map[string]successor{}
	for _, line := range strings.Split(upgrade016, "\n") {
		if w := strings.Split(line, "\t"); len(w) >= 2 && !strings.HasPrefix(line, "#") {
			w = append(w, "", "")
			out[w[0]] = successor{fate: w[1], target: w[2], reason: w[3]}
		}
	}
	return out
}
