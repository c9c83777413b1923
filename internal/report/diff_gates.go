package report

import (
	"errors"
	"fmt"
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/semdiff"
)

// Gates are the words for --fail-on of diff.
func Gates() []string { return []string{"new-error", "exposure", "restart", "budget"} }

// ErrNoHost tells that a gate about the budget has nothing to compare.
var ErrNoHost = errors.New("--fail-on budget needs a host: declare it with --ram, in .stalcfg.toml or in the file")

// Tripped gives the gates that trip on any of the files.
func Tripped(gates []string, files []*FileDiff) ([]string, error) {
	var out []string
	for _, g := range gates {
		trips := false
		for _, f := range files {
			if f.Err != "" {
				continue
			}
			if g == "budget" && f.Cost == nil {
				return nil, fmt.Errorf("%s: %w", f.Name(), ErrNoHost)
			}
			trips = trips || f.trips(g)
		}
		if trips && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out, nil
}

func (f *FileDiff) trips(gate string) bool {
	n := semdiff.CountOf(f.Diff.Changes)
	switch gate {
	case "new-error":
		return f.Findings.Worst() == diag.Error
	case "exposure":
		return n.Wider+n.Review > 0
	case "restart":
		return n.Restart+n.Migration > 0
	}
	return f.Cost.Rises()
}

// Differs reports whether the server behaves differently with the new file.
func (f *FileDiff) Differs() bool {
	return f.Err == "" && (f.Diff.Differs() || f.Status == "added" || f.Status == "deleted")
}
