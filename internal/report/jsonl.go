package report

import (
	"io"

	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
)

// jsonLines prints every finding as an object of its own on a line of its own,
// with the fields it has in the JSON document.
type jsonLines struct {
	w    io.Writer
	opts Options
}

func newJSONLines(w io.Writer, o Options) Reporter { return &jsonLines{w, o} }

// File prints the findings of one file.
func (j *jsonLines) File(r *lint.Result) error {
	found := findingsOf(r, j.opts.Hidden)
	for i := range found {
		text, err := encode(found[i])
		if err != nil {
			return err
		}
		if _, err := j.w.Write(append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// Close prints nothing.
func (j *jsonLines) Close(Totals) error { return nil }

// findingsOf gives the findings of a file as JSON has them; those that comments
// and the baseline hide follow when they are wanted.
func findingsOf(r *lint.Result, hidden bool) []jsonFinding {
	out := []jsonFinding{}
	if len(r.Findings) == 0 && (!hidden || len(r.Suppressed)+len(r.Baselined) == 0) {
		return out
	}
	m := redact.New(r.File, r.Set)
	for i := range r.Findings {
		out = append(out, findingOf(r, m, &r.Findings[i]))
	}
	if !hidden {
		return out
	}
	for i := range r.Suppressed {
		h := &r.Suppressed[i]
		x := findingOf(r, m, &h.Finding)
		x.Hidden = &jsonHidden{By: "comment", Reason: Clean(m.Text(h.By.Reason)), Until: h.By.Until, Line: r.File.Line(h.By.Span.Start)}
		out = append(out, x)
	}
	for i := range r.Baselined {
		x := findingOf(r, m, &r.Baselined[i])
		x.Hidden = &jsonHidden{By: "baseline"}
		out = append(out, x)
	}
	return out
}
