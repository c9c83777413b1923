package report

import (
	"fmt"
	"io"

	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
)

// compact prints one line a finding, in the form that editors and problem
// matchers read.
type compact struct{ w io.Writer }

func newCompact(w io.Writer, _ Options) Reporter { return &compact{w} }

// File prints the findings of one file.
func (c *compact) File(r *lint.Result) error {
	if len(r.Findings) == 0 {
		return nil
	}
	m := redact.New(r.File, r.Set)
	for i := range r.Findings {
		f := show(&r.Findings[i], m)
		at := r.File.Position(f.Span.Start)
		if _, err := fmt.Fprintf(c.w, "%s:%d:%d: %s: %s [%s %s]\n", Clean(r.File.Name), at.Line, at.Column, f.Severity, f.Message, f.Code, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// Close prints nothing.
func (c *compact) Close(Totals) error { return nil }
