package report

import (
	"fmt"
	"io"

	"github.com/stalcfg/stalcfg/internal/lint"
)

// compact prints one line a finding, in the form that editors and problem
// matchers read.
type compact struct{ w io.Writer }

func newCompact(w io.Writer, _ Options) Reporter { return &compact{w} }

// File prints the findings of one file.
func (c *compact) File(r *lint.Result) error {
	for _, f := range findings(r) {
		at := r.File.Position(f.Span.Start)
		if _, err := fmt.Fprintf(c.w, "%s:%d:%d: %s: %s [%s %s]\n", Clean(r.File.Name), at.Line, at.Column, f.Severity, f.Message, f.Code, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// Close prints nothing.
func (c *compact) Close(Totals) error { return nil }
