package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
)

// text prints findings for people: the place, the message, the line with a
// caret below it, what explains it and how to mend it.
type text struct {
	w    *bufio.Writer
	opts Options
	ink  ink

	gutter int    // of the last finding
	bar    string // what begins the lines below it
}

func newText(w io.Writer, o Options) Reporter {
	return &text{w: bufio.NewWriterSize(w, 64<<10), opts: o, ink: ink(o.Color)}
}

// File prints the findings of one file.
func (t *text) File(r *lint.Result) error {
	if len(r.Findings) == 0 {
		return nil
	}
	m := redact.New(r.File, r.Set)
	name := Clean(r.File.Name)
	for i := range r.Findings {
		f := show(&r.Findings[i], m)
		t.finding(r, name, &f, m)
	}
	for _, line := range OmittedLines(r) {
		fmt.Fprintf(t.w, "%s\n\n", line)
	}
	if !t.opts.Color {
		return nil // no terminal: nobody watches, and a write for each file costs
	}
	return t.w.Flush()
}

// OmittedLines says of each rule how many findings of a file are not listed.
func OmittedLines(r *lint.Result) []string {
	var out []string
	for _, o := range r.Omitted {
		out = append(out, fmt.Sprintf("%s: %s of %s not listed; --max-findings 0 lists all", Clean(r.File.Name), plural(o.Count.Total(), "further finding"), o.Code+" "+o.Name))
	}
	return out
}

// finding prints one finding of a file, whose name is ready to be shown.
func (t *text) finding(r *lint.Result, name string, f *shown, m *redact.Mask) {
	at := r.File.Position(f.Span.Start)
	b := t.w.AvailableBuffer()
	b = append(b, t.ink.bold(name)...)
	b = appendPlace(b, at)
	b = append(append(b, t.ink.severity(f.Severity, labels[f.Severity])...), ' ')
	b = append(append(b, t.ink.bold(f.Message)...), ' ')
	if t.ink {
		b = append(b, t.ink.faint("["+f.Code+" "+f.Name+"]")...)
	} else {
		b = append(append(append(append(append(b, '['), f.Code...), ' '), f.Name...), ']')
	}
	t.w.Write(append(b, '\n'))
	gutter := digits(at.Line)
	t.snippet(r.File, f.Span, m, gutter, f.Severity)
	if t.bar == "" || t.gutter != gutter {
		t.gutter, t.bar = gutter, strings.Repeat(" ", gutter)+" "+t.ink.faint("=")+" "
	}
	bar := t.bar
	for _, rel := range f.Related {
		file, where := r.File, name
		if rel.File != nil {
			file, where = rel.File, Clean(rel.File.Name)
		}
		b = append(append(t.w.AvailableBuffer(), bar...), where...)
		b = append(appendPlace(b, file.Position(rel.Span.Start)), rel.Message...)
		t.w.Write(append(b, '\n'))
	}
	detail, mend := f.Detail, ""
	if f.Fix != nil {
		flag := " (--fix)"
		if !f.Fix.Safe {
			flag = " (--fix --unsafe)"
		}
		if says(detail, f.FixTitle) { // once is enough
			detail += flag
		} else {
			mend = f.FixTitle + flag
		}
	}
	for rest, line := detail, ""; rest != ""; {
		line, rest = firstLine(rest, t.opts.Width-gutter-3)
		t.line(bar, line)
	}
	if mend != "" {
		t.line(bar, mend)
	}
	t.w.WriteByte('\n')
}

// labels begin the message of a finding.
var labels = [...]string{diag.Info: "info:", diag.Warning: "warning:", diag.Error: "error:"}

// line writes one of the lines below a finding.
func (t *text) line(bar, s string) {
	t.w.Write(append(append(append(t.w.AvailableBuffer(), bar...), s...), '\n'))
}

// appendPlace writes ":line:column: ".
func appendPlace(b []byte, p source.Position) []byte {
	b = strconv.AppendInt(append(b, ':'), int64(p.Line), 10)
	b = strconv.AppendInt(append(b, ':'), int64(p.Column), 10)
	return append(b, ": "...)
}

// digits is the width of a line number.
func digits(n int) int {
	w := 1
	for ; n >= 10; n /= 10 {
		w++
	}
	return w
}

// says reports that a text holds a title, which may go on a sentence there.
func says(text, title string) bool {
	if title == "" {
		return false
	}
	if strings.Contains(text, title) {
		return true
	}
	at := strings.Index(text, title[1:])
	return at > 0 && strings.EqualFold(text[at-1:at], title[:1])
}

// snippet prints the first line of a span with carets below it.
func (t *text) snippet(f *source.File, s source.Span, m *redact.Mask, gutter int, sev diag.Severity) {
	if len(f.Data) == 0 || s.Empty() && s.Start == 0 {
		return // about the file as a whole
	}
	n := f.Line(s.Start)
	line := f.LineSpan(n)
	shown, place := m.Line(f, line)
	from, to := place(s.Start), place(min(max(s.End, s.Start), line.End))
	head, from, to := expand(shown, from, to)
	head, from, to = window(head, from, to, t.opts.Width-gutter-3)
	bar := t.ink.faint("|")
	b := append(append(t.w.AvailableBuffer(), t.ink.faint(strconv.Itoa(n))...), ' ')
	t.w.Write(append(append(append(append(b, bar...), ' '), head...), '\n'))
	b = append(append(t.w.AvailableBuffer(), strings.Repeat(" ", gutter+1)...), bar...)
	b = append(append(b, ' '), strings.Repeat(" ", from)...)
	t.w.Write(append(append(b, t.ink.severity(sev, strings.Repeat("^", max(to-from, 1)))...), '\n'))
}

// expand makes a line printable and gives the columns that two byte offsets of
// it have on the screen. Tabs count to the next multiple of four.
func expand(s string, from, to int) (line string, a, b int) {
	if plainASCII(s) {
		return s, min(from, len(s)), min(to, len(s))
	}
	var out strings.Builder
	col := 0
	a, b = -1, -1
	for i, r := range s {
		if a < 0 && i >= from {
			a = col
		}
		if b < 0 && i >= to {
			b = col
		}
		cell := Clean(string(r))
		if r == '\t' {
			cell = strings.Repeat(" ", 4-col%4)
		}
		out.WriteString(cell)
		col += cells(cell)
	}
	if a < 0 {
		a = col
	}
	if b < 0 {
		b = col
	}
	return out.String(), a, b
}

// plainASCII reports a text of nothing but visible ASCII: every byte is a column.
func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i]-' ' >= 0x7f-' ' {
			return false
		}
	}
	return true
}

// cells is the width of a text on the screen: East Asian wide characters and
// emoji take two columns, combining marks none.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r >= 0x300 && r <= 0x36f, r == 0x200d, r >= 0xfe00 && r <= 0xfe0f:
		case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
			r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
			r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
			n += 2
		default:
			n++
		}
	}
	return n
}

// longest is how much of a line is shown where no width is given.
const longest = 160

// window cuts a long line around the marked part.
func window(s string, from, to, width int) (string, int, int) {
	if width < 40 {
		width = longest
	}
	if len(s) <= width && plainASCII(s) {
		return s, from, min(to, max(len(s), from+1))
	}
	if utf8.RuneCountInString(s) <= width {
		return s, from, min(to, max(cells(s), from+1))
	}
	runes := []rune(s)
	start := max(0, min(from-width/4, len(runes)-width))
	end := min(len(runes), start+width)
	head, cut := "", start
	if start > 0 {
		head, cut = "…", start-1
	}
	tail := ""
	if end < len(runes) {
		tail = "…"
	}
	return head + string(runes[start:end]) + tail, max(from-cut, 0), max(min(to-cut, width+1), 0)
}

// wrap breaks a text into lines of at most width columns, 100 by default. Blanks
// within a line stay as they are.
func wrap(s string, width int) []string {
	var out []string
	for line := ""; s != ""; {
		line, s = firstLine(s, width)
		out = append(out, line)
	}
	return out
}

// firstLine takes the first line off a text that wrap breaks.
func firstLine(s string, width int) (line, rest string) {
	if width < 40 || width > 100 {
		width = 100
	}
	s = strings.Trim(s, " ")
	if len(s) <= width {
		return s, ""
	}
	at := strings.LastIndexByte(s[:width+1], ' ')
	if at < 0 { // a word that is longer than a line
		if at = strings.IndexByte(s, ' '); at < 0 {
			return s, ""
		}
	}
	return strings.TrimRight(s[:at], " "), s[at:]
}

// Close prints the summary.
func (t *text) Close(total Totals) error {
	if t.opts.Statistics {
		t.statistics(total)
	}
	if !t.opts.Quiet {
		fmt.Fprintln(t.w, Summary(total, t.ink))
		if total.Stale > 0 {
			fmt.Fprintln(t.w, t.ink.faint(fmt.Sprintf("%s of the baseline no longer needed (--write-baseline drops them)", plural(total.Stale, "finding"))))
		}
		if total.Target != "" {
			fmt.Fprintln(t.w, t.ink.faint("checked for Stalwart "+Clean(total.Target)))
		}
		if total.NoHost > 0 && total.HostRules > 0 {
			fmt.Fprintln(t.w, t.ink.faint(fmt.Sprintf("no host declared: %d resource rules did not run (--ram, --cores, --nofile, or --host auto)", total.HostRules)))
		}
	}
	return t.w.Flush()
}

// statistics lists the rules that spoke, the most frequent first.
func (t *text) statistics(total Totals) {
	names := make([]RuleName, 0, len(total.Rules))
	for name := range total.Rules {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b RuleName) int {
		return cmp.Or(cmp.Compare(total.Rules[b], total.Rules[a]), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name))
	})
	for _, name := range names {
		fmt.Fprintf(t.w, "%6d  %s %s\n", total.Rules[name], name.Code, name.Name)
	}
	if len(names) > 0 {
		t.w.WriteByte('\n')
	}
}

// Summary is the last line of a run.
func Summary(t Totals, c ink) string {
	if t.Files == 0 {
		return c.bold("no file was checked")
	}
	if t.Count == (lint.Count{}) {
		return c.good(plural(t.Files, "file")+": no findings") + hidden(t, c)
	}
	s := fmt.Sprintf("%s: %s, %s, %d info", plural(t.Files, "file"), plural(t.Count.Error, "error"), plural(t.Count.Warning, "warning"), t.Count.Info)
	if t.Fixable > 0 {
		s += fmt.Sprintf("; %d fixable with --fix", t.Fixable)
	}
	if t.Unsafe > 0 {
		s += fmt.Sprintf("; %d with --fix --unsafe", t.Unsafe)
	}
	return c.bold(s) + hidden(t, c)
}

// hidden counts what is not shown.
func hidden(t Totals, c ink) string {
	var parts []string
	if t.Suppressed > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed by comments", t.Suppressed))
	}
	if t.Baselined > 0 {
		parts = append(parts, fmt.Sprintf("%d in the baseline", t.Baselined))
	}
	if parts == nil {
		return ""
	}
	return c.faint(" (" + strings.Join(parts, ", ") + ")")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}
