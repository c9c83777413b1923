package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/semdiff"
)

// diffMarkdown writes the comment of a pull request: a table a file, details
// folded. Nothing that comes from a file can begin a line, leave its cell, or
// call somebody.
type diffMarkdown struct {
	w     *bufio.Writer
	o     DiffOptions
	files int
	noted bool
}

func newDiffMarkdown(w io.Writer, o DiffOptions) DiffReporter {
	return &diffMarkdown{w: bufio.NewWriter(w), o: o}
}

// MarkdownMark is the first line of the comment, by which a job finds the one
// it wrote before.
const MarkdownMark = "<!-- stalcfg diff -->"

// File writes one file.
func (m *diffMarkdown) File(f *FileDiff) error {
	if m.files++; m.files == 1 {
		fmt.Fprintln(m.w, MarkdownMark)
	}
	head := mdName(f)
	if f.Err != "" {
		fmt.Fprintf(m.w, "\n### %s\n\n⛔ **Not compared**: %s\n", head, mdText(Clean(f.Err)))
		return m.w.Flush()
	}
	if f.Status != "" {
		head += " (" + f.Status + ")"
	}
	fmt.Fprintf(m.w, "\n### %s\n\n**%s**\n", head, mdText(diffSummary(f)))
	if s := f.releases(); s != "" {
		fmt.Fprintf(m.w, "\nRelease: %s\n", mdText(s))
	}
	rows := diffRows(f.Diff)
	m.table(rows)
	m.details(rows)
	m.cost(f.Cost)
	m.findings(f)
	return m.w.Flush()
}

func mdName(f *FileDiff) string {
	if f.OldName == f.NewName || f.OldName == "" {
		return mdCode(Clean(f.NewName), false)
	}
	if f.NewName == "" {
		return mdCode(Clean(f.OldName), false)
	}
	return mdCode(Clean(f.OldName), false) + " → " + mdCode(Clean(f.NewName), false)
}

// maxRows is how many rows stand outside of the fold.
const maxRows = 25

// table writes the changes. Settings of objects that came or went are in the
// details only.
func (m *diffMarkdown) table(rows []diffRow) {
	if len(rows) == 0 {
		return
	}
	m.noted = m.noted || takesReload(rows)
	n := 0
	for _, r := range byWeight(rows) {
		if n == 0 {
			m.head()
		}
		if n++; n == maxRows+1 {
			fmt.Fprintf(m.w, "\n<details><summary>All other changes</summary>\n")
			m.head()
		}
		m.row(r)
	}
	if n > maxRows {
		fmt.Fprintf(m.w, "\n</details>\n")
	}
}

// byWeight puts what a reviewer has to look at first: data that moves and what
// is opened, then what decides about access; at the end what changes nothing.
// Settings of objects that came or went are left to the details.
func byWeight(rows []diffRow) []*diffRow {
	var out []*diffRow
	for i := range rows {
		if !rows[i].child {
			out = append(out, &rows[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *diffRow) int { return a.weight() - b.weight() })
	return out
}

func (r *diffRow) weight() int {
	switch {
	case r.class == semdiff.Migration.String(), r.exposure == semdiff.Wider:
		return 0
	case r.exposure == semdiff.Review:
		return 1
	case r.mark == "=", r.class == semdiff.Unread.String():
		return 3
	}
	return 2
}

func (m *diffMarkdown) head() {
	m.w.WriteString("\n| | setting | old | new | takes |\n|---|---|---|---|---|\n")
}

func (m *diffMarkdown) row(r *diffRow) {
	old, now := r.cells()
	exposure := ""
	switch r.exposure {
	case semdiff.Wider:
		exposure = "<br>⚠️ **wider**: " + mdText(r.opens)
	case semdiff.Review:
		exposure = "<br>🔍 review: " + mdText(r.opens)
	case semdiff.Narrower:
		exposure = "<br>narrower: " + mdText(r.opens)
	}
	class := r.class
	if class == semdiff.Migration.String() {
		class = "⚠️ **" + class + "**"
	}
	fmt.Fprintf(m.w, "| `%s` | %s%s | %s | %s | %s |\n", r.mark, mdCode(r.key, true), exposure, old, now, class)
}

// cells writes both values of a row, long ones shortened.
func (r *diffRow) cells() (old, now string) {
	if r.place != "" {
		if r.change.New == nil {
			return mdText(r.place), ""
		}
		return "", mdText(r.place)
	}
	if r.body == nil {
		return mdValue(r.old, r.change.Old != nil || r.change.Kind == semdiff.Moved), mdValue(r.new, r.change.New != nil || r.change.Kind == semdiff.Moved)
	}
	var a, b []string
	minus, plus := "", ""
	if len(r.change.Gone)+len(r.change.Come) > 0 { // of a list, only what came and went
		minus, plus = "− ", "+ "
	}
	for _, l := range r.body {
		switch l.mark {
		case '-':
			a = append(a, minus+mdCode(shorten(l.text), true))
		case '+':
			b = append(b, plus+mdCode(shorten(l.text), true))
		}
	}
	if r.change.Old == nil {
		a = []string{"not set"}
	}
	if r.change.New == nil {
		b = []string{"not set"}
	}
	return mdLines(a), mdLines(b)
}

// mdLines puts a few lines into a cell; the rest is in the details.
func mdLines(lines []string) string {
	if len(lines) > 3 {
		lines = append(lines[:3:3], fmt.Sprintf("and %d more", len(lines)-3))
	}
	return strings.Join(lines, "<br>")
}

func mdValue(s string, written bool) string {
	if written {
		return mdCode(shorten(s), true)
	}
	return mdText(s)
}

// shorten cuts a text that is too long for a table.
func shorten(s string) string {
	const most = 80
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// details folds what does not fit into the table.
func (m *diffMarkdown) details(rows []diffRow) {
	var b strings.Builder
	for i := range rows {
		r := &rows[i]
		if r.child {
			fmt.Fprintf(&b, "  - %s %s\n", mdCode(r.key, false), mdCode(childValue(r), false))
			continue
		}
		why := strings.Join(r.notes, "; ")
		line := 0
		if r.change.New != nil {
			line = r.change.New.Line
		}
		if line > 0 && !(i+1 < len(rows) && rows[i+1].child) {
			why = strings.TrimPrefix(why+fmt.Sprintf("; line %d", line), "; ")
		}
		where := r.change.Scope.String() + " key"
		fmt.Fprintf(&b, "- %s: %s\n", mdCode(r.key, false), mdText(strings.TrimSuffix(where+"; "+why, "; ")))
		if len(r.body) > 0 {
			b.WriteString("\n" + mdFence(r.body) + "\n")
		}
	}
	if b.Len() > 0 {
		fmt.Fprintf(m.w, "\n<details><summary>Why, where, and long values</summary>\n\n%s\n</details>\n", b.String())
	}
}

func childValue(r *diffRow) string {
	if r.body != nil {
		var out []string
		for _, l := range r.body {
			out = append(out, l.text)
		}
		return strings.Join(out, ", ")
	}
	if r.change.New == nil {
		return r.old
	}
	return r.new
}

// mdFence writes lines as a block of code, below a list's item.
func mdFence(body []bodyLine) string {
	fence := "```"
	for _, l := range body {
		for strings.Contains(l.text, fence) {
			fence += "`"
		}
	}
	var b strings.Builder
	b.WriteString("  " + fence + "diff\n")
	for _, l := range body {
		fmt.Fprintf(&b, "  %c %s\n", l.mark, l.text)
	}
	b.WriteString("  " + fence + "\n")
	return b.String()
}

func (m *diffMarkdown) cost(c *semdiff.Cost) {
	s := costSummary(c)
	if s == "" {
		return
	}
	fmt.Fprintf(m.w, "\n<details><summary>Budget: %s</summary>\n\n| item | at rest | at worst | descriptors | connections | because of |\n|---|---:|---:|---:|---:|---|\n", mdText(s))
	line := func(name, why string, a, b semdiff.Amounts) {
		fmt.Fprintf(m.w, "| %s | %s | %s | %s | %s | %s |\n", name, signedSize(a.Rest, b.Rest), signedSize(a.Worst, b.Worst), signedCount(a.Descriptors, b.Descriptors), signedCount(a.Connections, b.Connections), why)
	}
	for i := range c.Items {
		it := &c.Items[i]
		why := ""
		if it.Key != "" {
			why = mdCode(decides(it), true)
		}
		line(mdText(Clean(it.Name)), why, it.Old, it.New)
	}
	line("**all**", "", c.Old, c.New)
	if c.Host.RAM.Known() {
		fmt.Fprintf(m.w, "\n%s. %s.\n", mdText("Of "+ofMemory(c, c.Host.RAM.Value)), mdText(c.Workload))
	}
	m.w.WriteString("\n</details>\n")
}

func (m *diffMarkdown) findings(f *FileDiff) {
	s := findingsSummary(f)
	if s == "" {
		return
	}
	open := ""
	if f.Findings.Worst() == diag.Error {
		open = " open"
	}
	fmt.Fprintf(m.w, "\n<details%s><summary>Findings: %s</summary>\n\n", open, mdText(s))
	list := func(title string, fs []diag.Finding) {
		if len(fs) == 0 {
			return
		}
		fmt.Fprintf(m.w, "%s:\n\n", title)
		for i := range fs {
			g := &fs[i]
			fmt.Fprintf(m.w, "- %s `%s`: %s\n", g.Severity, g.Code, mdText(Clean(f.Diff.Shown(g.Message))))
		}
		m.w.WriteByte('\n')
	}
	list("New", f.Findings.New)
	list("Gone", f.Findings.Gone)
	m.w.WriteString("</details>\n")
}

// Close ends the comment.
func (m *diffMarkdown) Close() error {
	if m.files == 0 {
		fmt.Fprintf(m.w, "%s\n\nNo Stalwart configuration changed.\n", MarkdownMark)
	}
	if m.noted {
		fmt.Fprintf(m.w, "\n<sub>%s</sub>\n", mdText(startNote))
	}
	if len(m.o.Tripped) > 0 {
		fmt.Fprintf(m.w, "\n**Stopped by**: %s\n", mdText("--fail-on "+strings.Join(m.o.Tripped, ", ")))
	}
	return m.w.Flush()
}

// mdCode writes a text as code, in which Markdown and HTML have no meaning and
// nobody is called. In tables bars are escaped as well.
func mdCode(s string, table bool) string {
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if s[0] == '`' || s[len(s)-1] == '`' || strings.TrimSpace(s) != s {
		s = " " + s + " "
	}
	if table {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	return fence + s + fence
}

// mdText writes a text so that Markdown and HTML have no meaning in it. Behind
// signs that call people or link to tickets stands a space without width.
func mdText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("@#!~%$&", r) && r != '&':
			if r == '#' || r == '~' || r == '!' {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			b.WriteString("&#8203;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case strings.ContainsRune("\\`*_{}[]|", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return strings.NewReplacer("://", ":&#8203;//", "www.", "www&#8203;.").Replace(b.String())
}
