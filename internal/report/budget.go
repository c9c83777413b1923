package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/source"
)

// BudgetOptions say how a ledger is printed.
type BudgetOptions struct {
	Format string // text, json, markdown, svg or html
	Color  bool   // of text
	Width  int    // columns of the terminal for text, 0 for no limit
}

// Budget prints a ledger.
func Budget(w io.Writer, f *source.File, l *budget.Ledger, o BudgetOptions) error {
	switch o.Format {
	case "text":
		t := budgetText{f: f, l: l, ink: ink(o.Color), width: o.Width}
		_, err := io.WriteString(w, t.print())
		return err
	case "json":
		return budgetJSON(w, f, l)
	case "markdown":
		return budgetMarkdown(w, f, l)
	case "svg":
		_, err := io.WriteString(w, budgetSVG(l)+"\n")
		return err
	case "html":
		return budgetHTML(w, f, l)
	}
	return fmt.Errorf("--format is text, json, markdown, svg or html, not %q", o.Format)
}

// origin says where the deciding setting stands and how far it is known.
func origin(f *source.File, r *budget.Row) string {
	switch {
	case r.Key == "":
		return ""
	case r.Source == budget.Macro:
		return r.Key + " = " + r.Value + " (default in place of a macro: " + between(r) + ")"
	case r.Source == budget.Database:
		return r.Key + " = " + r.Value + " (default*)"
	case r.Default || r.Span.Empty():
		return r.Key + " = " + r.Value + " (default)"
	}
	return fmt.Sprintf("%s = %s (line %d)", r.Key, r.Value, f.Line(r.Span.Start))
}

// between is the range of a row at worst.
func between(r *budget.Row) string {
	if r.High == budget.Unbounded {
		return budget.Size(r.Low) + " or more"
	}
	return budget.Size(r.Low) + " to " + budget.Size(r.High)
}

func count(n uint64) string {
	if n == 0 {
		return "·"
	}
	return strconv.FormatUint(n, 10)
}

// verdict says what was assumed and how it fits.
func verdict(l *budget.Ledger) []string {
	total := l.Total()
	out := []string{"Users: " + l.Workload.String() + "."}
	need, _ := l.Need()
	if l.Host.RAM.Known() {
		share := func(n uint64) string { return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(l.Host.RAM.Value)) }
		out = append(out, fmt.Sprintf("Memory: %s of %s at rest (%s), %s with all work in flight (%s), %s if every limit is used up (%s).",
			budget.Size(total.Rest), budget.Size(l.Host.RAM.Value), share(total.Rest), budget.Size(need), share(need), budget.Size(total.Worst), share(total.Worst)))
	} else {
		out = append(out, "Memory of the host is not known: declare it with --ram.")
	}
	if n := l.Host.Nofile; n.Known() {
		text := fmt.Sprintf("Descriptors: %d of %d", total.Descriptors, n.Value)
		if total.Descriptors > n.Value {
			text += ", too many"
		}
		out = append(out, text+".")
	}
	if n := l.Host.Cores; n.Known() {
		need := fmt.Sprintf("about %.1f", budget.CoresNeeded(l.Workload))
		if need == "about 0.0" {
			need = "less than 0.1"
		}
		out = append(out, fmt.Sprintf("Processors: %s of %d in the busiest hour.", need, n.Value))
	}
	if total.Source != budget.InFile {
		out = append(out, fmt.Sprintf("Range: %s at worst, over all values that macros hide or that the server's database may hold (default*).", between(&total)))
	}
	return append(out, l.Notes...)
}

// budgetRow is a row as data.
type budgetRow struct {
	Name        string  `json:"name"`
	Group       string  `json:"group"`
	Rest        uint64  `json:"rest"`
	Worst       uint64  `json:"worst"`
	Descriptors uint64  `json:"descriptors"`
	Threads     uint64  `json:"threads"`
	Connections uint64  `json:"connections"`
	Key         string  `json:"key"`
	Value       string  `json:"value"`
	Default     bool    `json:"default"`
	Unknown     bool    `json:"unknown"`
	Source      string  `json:"source"` // what is known of the value: file, database or macro
	Low         uint64  `json:"low"`    // least it may be at worst
	High        *uint64 `json:"high"`   // most it may be at worst, null without a bound
	Line        int     `json:"line,omitempty"`
	Formula     string  `json:"formula"`
	Class       string  `json:"class"`
}

func rowData(f *source.File, r *budget.Row) budgetRow {
	out := budgetRow{
		Clean(r.Name), string(r.Group), r.Rest, r.Worst, r.Descriptors, r.Threads, r.Connections, Clean(r.Key), Clean(r.Value),
		r.Default, r.Unknown, r.Source.String(), r.Low, nil, 0, Clean(r.Formula.String()), r.Class.String(),
	}
	if r.High != budget.Unbounded {
		out.High = &r.High
	}
	if !r.Span.Empty() {
		out.Line = f.Line(r.Span.Start)
	}
	return out
}

func budgetJSON(w io.Writer, f *source.File, l *budget.Ledger) error {
	total := l.Total()
	doc := struct {
		File  string      `json:"file"`
		RAM   uint64      `json:"ram"`
		Cores uint64      `json:"cores"`
		Users uint64      `json:"users"`
		Rows  []budgetRow `json:"rows"`
		Total budgetRow   `json:"total"`
		Notes []string    `json:"notes"`
	}{Clean(f.Name), l.Host.RAM.Value, l.Host.Cores.Value, l.Workload.Users, nil, rowData(f, &total), verdict(l)}
	for i := range l.Rows {
		doc.Rows = append(doc.Rows, rowData(f, &l.Rows[i]))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}

func budgetMarkdown(w io.Writer, f *source.File, l *budget.Ledger) error {
	var b strings.Builder
	b.WriteString("| item | at rest | at worst | descriptors | threads | connections | decided by |\n|---|---:|---:|---:|---:|---:|---|\n")
	cell := func(s string) string { return strings.ReplaceAll(Clean(s), "|", `\|`) }
	row := func(name string, r *budget.Row, why string) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", cell(name), size0(r.Rest), size0(r.Worst), count(r.Descriptors), count(r.Threads), count(r.Connections), cell(why))
	}
	for _, g := range budget.Groups() {
		s := l.Sum(g)
		row("**"+string(g)+"**", &s, "")
		for i := range l.Rows {
			if r := &l.Rows[i]; r.Group == g {
				row(r.Name, r, origin(f, r))
			}
		}
	}
	total := l.Total()
	row("**total**", &total, "")
	b.WriteString("\n")
	for _, s := range verdict(l) {
		fmt.Fprintf(&b, "- %s\n", s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
