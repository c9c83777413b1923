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

// Budget prints a ledger as text, json, markdown, svg or html.
func Budget(w io.Writer, format string, f *source.File, l *budget.Ledger, color bool) error {
	switch format {
	case "text":
		return budgetText(w, f, l, ink(color))
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
	return fmt.Errorf("--format is text, json, markdown, svg or html, not %q", format)
}

// origin says where the deciding setting stands.
func origin(f *source.File, r *budget.Row) string {
	switch {
	case r.Key == "":
		return ""
	case r.Unknown:
		return r.Key + " (macro, default taken)"
	case r.Default || r.Span.Empty():
		return r.Key + " = " + r.Value + " (default)"
	}
	return fmt.Sprintf("%s = %s (line %d)", r.Key, r.Value, f.Line(r.Span.Start))
}

// bar draws a share of the width with blocks.
func bar(part, whole uint64, width int) string {
	if whole == 0 {
		return ""
	}
	n := int(float64(part) / float64(whole) * float64(width))
	return strings.Repeat("█", min(max(n, 0), width))
}

func budgetText(w io.Writer, f *source.File, l *budget.Ledger, c ink) error {
	var b strings.Builder
	total := l.Total()
	whole := max(l.Host.RAM.Value, total.Rest)
	fmt.Fprintf(&b, "%s\n", c.bold(fmt.Sprintf("%-24s %10s %10s  %11s %8s %11s", "", "at rest", "at worst", "descriptors", "threads", "connections")))
	for _, g := range budget.Groups() {
		s := l.Sum(g)
		line(&b, c.bold(fmt.Sprintf("%-24s", g)), &s)
		fmt.Fprintf(&b, "  %s\n", c.severity(2, bar(s.Rest, whole, 24)))
		for i := range l.Rows {
			r := &l.Rows[i]
			if r.Group != g {
				continue
			}
			line(&b, fmt.Sprintf("  %-22s", Clean(r.Name)), r)
			fmt.Fprintf(&b, "  %s\n", c.faint(Clean(strings.TrimSuffix(r.Formula.String()+"; "+origin(f, r), "; "))))
		}
	}
	line(&b, c.bold(fmt.Sprintf("%-24s", "total")), &total)
	b.WriteString("\n\n")
	for _, s := range verdict(l) {
		fmt.Fprintln(&b, s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func line(b *strings.Builder, name string, r *budget.Row) {
	fmt.Fprintf(b, "%s %10s %10s  %11s %8s %11s", name, budget.Size(r.Rest), budget.Size(r.Worst), count(r.Descriptors), count(r.Threads), count(r.Connections))
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
	if l.Host.RAM.Known() {
		peak := total.Rest - l.Sum(budget.Peak).Rest + l.Sum(budget.Peak).Worst
		share := func(n uint64) string { return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(l.Host.RAM.Value)) }
		out = append(out, fmt.Sprintf("Memory: %s of %s at rest (%s), %s with all work in flight (%s), %s if every limit is used up (%s).",
			budget.Size(total.Rest), budget.Size(l.Host.RAM.Value), share(total.Rest), budget.Size(peak), share(peak), budget.Size(total.Worst), share(total.Worst)))
	} else {
		out = append(out, "Memory of the host is not known: declare it with --ram.")
	}
	if l.Host.Nofile.Known() {
		out = append(out, fmt.Sprintf("Descriptors: %d of %d.", total.Descriptors, l.Host.Nofile.Value))
	}
	if l.Host.Cores.Known() {
		out = append(out, fmt.Sprintf("Processors: about %.1f of %d in the busiest hour.", budget.CoresNeeded(l.Workload), l.Host.Cores.Value))
	}
	if total.Unknown {
		out = append(out, "Values behind macros are not known; their defaults were taken.")
	}
	return append(out, l.Notes...)
}

// budgetRow is a row as data.
type budgetRow struct {
	Name        string `json:"name"`
	Group       string `json:"group"`
	Rest        uint64 `json:"rest"`
	Worst       uint64 `json:"worst"`
	Descriptors uint64 `json:"descriptors"`
	Threads     uint64 `json:"threads"`
	Connections uint64 `json:"connections"`
	Key         string `json:"key"`
	Value       string `json:"value"`
	Default     bool   `json:"default"`
	Unknown     bool   `json:"unknown"`
	Line        int    `json:"line,omitempty"`
	Formula     string `json:"formula"`
	Class       string `json:"class"`
}

func rowData(f *source.File, r *budget.Row) budgetRow {
	out := budgetRow{
		Clean(r.Name), string(r.Group), r.Rest, r.Worst, r.Descriptors, r.Threads, r.Connections, Clean(r.Key), Clean(r.Value),
		r.Default, r.Unknown, 0, Clean(r.Formula.String()), r.Class.String(),
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
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", cell(name), budget.Size(r.Rest), budget.Size(r.Worst), count(r.Descriptors), count(r.Threads), count(r.Connections), cell(why))
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
