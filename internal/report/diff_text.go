package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/textdiff"
)

// diffText prints comparisons for people.
type diffText struct {
	w     *bufio.Writer
	o     DiffOptions
	ink   ink
	files int
	noted bool
}

func newDiffText(w io.Writer, o DiffOptions) DiffReporter {
	return &diffText{w: bufio.NewWriter(w), o: o, ink: ink(o.Color)}
}

// File prints the changes of one file.
func (t *diffText) File(f *FileDiff) error {
	if f.Err != "" {
		return nil // standard error tells
	}
	if t.files++; t.files > 1 {
		t.w.WriteByte('\n')
	}
	head := f.Name()
	if f.Status != "" {
		head += " (" + f.Status + ")"
	}
	fmt.Fprintf(t.w, "%s: %s\n", t.ink.bold(head), diffSummary(f))
	if s := f.releases(); s != "" {
		fmt.Fprintf(t.w, "%s %s\n", t.ink.faint("release:"), Clean(s))
	}
	rows := diffRows(f.Diff)
	if len(rows) > 0 {
		t.w.WriteByte('\n')
	}
	t.noted = t.noted || takesReload(rows)
	width := keyWidth(rows)
	for i := range rows {
		t.row(&rows[i], width)
	}
	t.cost(f.Cost)
	t.findings(f)
	return t.w.Flush()
}

// keyWidth is the column at which values begin.
func keyWidth(rows []diffRow) int {
	n := 16
	for i := range rows {
		if k := cells(rows[i].key) + indentOf(&rows[i]); k <= 44 {
			n = max(n, k)
		}
	}
	return n
}

func indentOf(r *diffRow) int {
	if r.child {
		return 2
	}
	return 0
}

// margin is where the marks stand.
const margin = 10

func (t *diffText) row(r *diffRow, width int) {
	key := strings.Repeat(" ", indentOf(r)) + r.key
	pad := strings.Repeat(" ", max(width-cells(key), 0))
	class := fmt.Sprintf("%-*s", margin, r.class)
	switch r.class {
	case "migration":
		class = t.ink.wrap("31;1", class)
	case "restart":
		class = t.ink.wrap("33", class)
	default:
		class = t.ink.faint(class)
	}
	fmt.Fprintf(t.w, "%s %s %s", class, t.marked(r.mark[0], r.mark), t.ink.bold(key))
	switch {
	case r.place != "":
		fmt.Fprintf(t.w, "%s  %s", pad, t.ink.faint(r.place))
	case r.body == nil && r.child:
		value := r.new
		if r.change.New == nil {
			value = r.old
		}
		fmt.Fprintf(t.w, "%s  %s", pad, value)
	case r.body == nil:
		old, now := t.highlight(r)
		fmt.Fprintf(t.w, "%s  %s → %s", pad, old, now)
	}
	t.w.WriteByte('\n')
	in := strings.Repeat(" ", margin+5)
	for _, l := range r.body {
		fmt.Fprintf(t.w, "%s%s\n", in, t.marked(l.mark, string(l.mark)+" "+l.text))
	}
	if r.exposure != semdiff.Same {
		fmt.Fprintf(t.w, "%s%s %s\n", in, t.exposure(r.exposure), r.opens)
	}
	for _, n := range r.notes {
		for _, line := range wrap(n, t.o.Width-margin-5) {
			fmt.Fprintf(t.w, "%s%s\n", in, t.ink.faint(line))
		}
	}
}

func (t *diffText) exposure(e semdiff.Exposure) string {
	switch e {
	case semdiff.Wider:
		return t.ink.wrap("31;1", "! wider:")
	case semdiff.Review:
		return t.ink.wrap("33;1", "? review:")
	}
	return t.ink.good("narrower:")
}

func (t *diffText) marked(mark byte, s string) string {
	switch mark {
	case '+':
		return t.ink.good(s)
	case '-':
		return t.ink.wrap("31", s)
	case '~', '>':
		return t.ink.wrap("33", s)
	}
	return t.ink.faint(s)
}

// highlight colours what differs inside two values.
func (t *diffText) highlight(r *diffRow) (old, now string) {
	if !bool(t.ink) || r.change.Old == nil || r.change.New == nil || r.change.Secret {
		return r.old, r.new
	}
	var a, b strings.Builder
	for _, s := range textdiff.Words(r.old, r.new) {
		switch s.Kind {
		case textdiff.Delete:
			a.WriteString(t.ink.wrap("31;1", s.Text))
		case textdiff.Insert:
			b.WriteString(t.ink.wrap("32;1", s.Text))
		default:
			a.WriteString(s.Text)
			b.WriteString(s.Text)
		}
	}
	return a.String(), b.String()
}

// cost prints how the budget changes and what makes it.
func (t *diffText) cost(c *semdiff.Cost) {
	s := costSummary(c)
	if s == "" {
		return
	}
	fmt.Fprintf(t.w, "\n%s %s\n", t.ink.bold("budget:"), s)
	for i, it := range c.Items {
		if i == 8 {
			fmt.Fprintf(t.w, "  %s\n", t.ink.faint(fmt.Sprintf("and %d smaller ones", len(c.Items)-i)))
			break
		}
		line := fmt.Sprintf("  %-22s %10s at rest %10s at worst", Clean(it.Name), signedSize(it.Old.Rest, it.New.Rest), signedSize(it.Old.Worst, it.New.Worst))
		if why := decides(&it); why != "" {
			line += "  " + t.ink.faint(why)
		}
		fmt.Fprintln(t.w, line)
	}
	if h := c.Host; h.RAM.Known() {
		fmt.Fprintf(t.w, "  %s\n", t.ink.faint("of "+ofMemory(c, h.RAM.Value)))
	}
}

// decides names the setting behind a row of the budget.
func decides(it *semdiff.CostItem) string {
	switch {
	case it.Key == "":
		return ""
	case it.NewValue == "":
		return Clean(it.Key + " = " + it.OldValue)
	case it.OldValue == it.NewValue || it.OldValue == "":
		return Clean(it.Key + " = " + it.NewValue)
	}
	return Clean(it.Key + " " + it.OldValue + " → " + it.NewValue)
}

// findings prints what lint says about one side only.
func (t *diffText) findings(f *FileDiff) {
	s := findingsSummary(f)
	if s == "" {
		return
	}
	fmt.Fprintf(t.w, "\n%s %s\n", t.ink.bold("findings:"), s)
	print := func(mark string, fs []diag.Finding) {
		for i := range fs {
			g := &fs[i]
			fmt.Fprintf(t.w, "  %s %s %s %s\n", t.marked(mark[0], mark), t.ink.severity(g.Severity, fmt.Sprintf("%-8s", g.Severity.String()+":")),
				Clean(f.Diff.Shown(g.Message)), t.ink.faint("["+g.Code+" "+g.Name+"]"))
		}
	}
	print("+", f.Findings.New)
	print("-", f.Findings.Gone)
}

// Close prints what the classes mean and which gates tripped.
func (t *diffText) Close() error {
	if t.noted {
		fmt.Fprintf(t.w, "\n%s\n", t.ink.faint(startNote))
	}
	for _, g := range t.o.Tripped {
		fmt.Fprintf(t.w, "%s\n", t.ink.wrap("31;1", "--fail-on "+g+": tripped"))
	}
	return t.w.Flush()
}
