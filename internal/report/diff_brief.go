package report

import (
	"fmt"
	"io"
)

// diffBrief prints one line a file.
type diffBrief struct{ w io.Writer }

func newDiffBrief(w io.Writer, _ DiffOptions) DiffReporter { return diffBrief{w} }

// File prints the line.
func (b diffBrief) File(f *FileDiff) error {
	if f.Err != "" {
		return nil // standard error tells
	}
	line := f.Name() + ": " + diffSummary(f)
	if s := costSummary(f.Cost); s != "" {
		line += "; " + s
	}
	if s := findingsSummary(f); s != "" {
		line += "; findings: " + s
	}
	if f.Status != "" {
		line += " (" + f.Status + ")"
	}
	_, err := fmt.Fprintln(b.w, line)
	return err
}

// Close does nothing.
func (diffBrief) Close() error { return nil }
