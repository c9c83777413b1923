package generate

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/source"
)

// comments brings the comments that stalcfg wrote up to date: those at the head
// of the file, those at settings that were updated, and suppressions. A comment
// is known as stalcfg's by its words, in which only numbers differ, or by the
// mark. All others stay.
func (m *merger) comments(data []byte) []byte {
	r := retouch{doc: dialect.Parse(source.New(m.doc.File.Name, data), m.doc.Generation), mark: &m.mark}
	if len(m.opts.Only) == 0 {
		var b bytes.Buffer
		head(&b, m.plan, RenderOptions{})
		r.head(strings.Split(strings.TrimSpace(b.String()), "\n"))
	}
	fresh := map[string]bool{}
	for _, d := range m.found {
		fresh[d.Key] = d.Fate == Updated || d.Fate == Overridden
	}
	for i := range m.settings {
		s := &m.settings[i]
		if !m.selected(s) || !fresh[s.Key] {
			continue
		}
		if s.Accept == "" && s.Why == "" {
			r.setting(s.Key, "", "")
		} else if s.Accept != "" {
			r.setting(s.Key, "", s.ignore())
		} else {
			r.setting(s.Key, "# "+s.Why, "")
		}
	}
	out, err := fix.Apply(data, r.edits)
	if err != nil {
		return data // comments are not worth a failure
	}
	return out
}

// ignore is the comment that accepts what stalcfg reports of a setting.
func (s *Setting) ignore() string { return "# stalcfg:ignore " + s.Accept + " -- " + s.Why }

// retouch collects new texts for comments of a file.
type retouch struct {
	doc   *dialect.Document
	mark  *mark
	edits []diag.Edit
}

// head brings the lines at the head of the file up to date. Suppressions that
// stalcfg wrote and that are wanted no more go, and new ones come.
func (r *retouch) head(lines []string) {
	host := source.Span{}
	found := map[string]bool{}
	shapes := make([]string, len(lines))
	for i, line := range lines {
		shapes[i] = shape(line)
	}
	for _, t := range r.doc.Tokens {
		if t.Kind != dialect.Comment || !r.own(t.Span) {
			continue
		}
		text := strings.TrimRight(r.doc.File.Text(t.Span), "\r")
		i := slices.Index(shapes, shape(text))
		if strings.HasPrefix(text, hostDirective) {
			host = t.Span
			r.host(t.Span, lines)
		}
		switch {
		case i >= 0:
			found[lines[i]] = true
			r.replace(t.Span, lines[i])
		case strings.HasPrefix(text, "# stalcfg:ignore-file ") && r.mark.knows(text):
			r.drop(t.Span)
		}
	}
	_, end := lineOf(r.doc.File.Data, host)
	for _, line := range lines {
		if strings.HasPrefix(line, "# stalcfg:ignore-file ") && !found[line] && !host.Empty() {
			r.edits = append(r.edits, diag.Edit{Span: source.Span{Start: end, End: end}, New: line + lineFeed(r.doc.File.Data)})
		}
	}
}

const hostDirective = "# stalcfg: host "

var workersWord = regexp.MustCompile(` workers=[0-9]+`)

// host brings the directive that tells the host up to date where the number of async
// workers came to it or went.
func (r *retouch) host(span source.Span, lines []string) {
	old := strings.TrimRight(r.doc.File.Text(span), "\r")
	for _, line := range lines {
		bare := func(s string) string { return shape(workersWord.ReplaceAllString(s, "")) }
		if strings.HasPrefix(line, hostDirective) && shape(old) != shape(line) && bare(old) == bare(line) {
			span.End = span.Start + uint32(len(old))
			r.edits = append(r.edits, diag.Edit{Span: span, New: line})
			return
		}
	}
}

// setting brings the comments at one setting up to date: note is what stands
// behind it or above it, ignore the suppression above it; either may be "".
func (r *retouch) setting(key, note, ignore string) {
	st := r.statement(key)
	if st == nil {
		return
	}
	done := ignore == ""
	for _, span := range r.commentsOf(st) {
		text := strings.TrimRight(r.doc.File.Text(span), "\r")
		switch {
		case strings.HasPrefix(text, "# stalcfg:ignore ") && r.mark.knows(text) && ignore == "":
			r.drop(span)
		case ignore != "" && shape(text) == shape(ignore):
			done = true
			r.replace(span, ignore)
		case note != "":
			r.replace(span, note)
		}
	}
	if !done {
		start := r.doc.File.LineSpan(r.doc.File.Line(st.Span.Start)).Start
		indent := r.doc.File.Text(source.Span{Start: start, End: st.Span.Start})
		r.edits = append(r.edits, diag.Edit{Span: source.Span{Start: start, End: start}, New: indent + ignore + lineFeed(r.doc.File.Data)})
	}
}

// drop takes out a comment with its line.
func (r *retouch) drop(span source.Span) {
	start, end := lineOf(r.doc.File.Data, span)
	r.edits = append(r.edits, diag.Edit{Span: source.Span{Start: start, End: end}})
}

// replace gives a comment another text if both differ in nothing but numbers.
func (r *retouch) replace(span source.Span, text string) {
	old := strings.TrimRight(r.doc.File.Text(span), "\r")
	span.End = span.Start + uint32(len(old))
	if old != text && shape(old) == shape(text) {
		r.edits = append(r.edits, diag.Edit{Span: span, New: text})
	}
}

// own reports whether a comment has a line to itself.
func (r *retouch) own(span source.Span) bool {
	line := r.doc.File.LineSpan(r.doc.File.Line(span.Start))
	return strings.TrimSpace(r.doc.File.Text(source.Span{Start: line.Start, End: span.Start})) == ""
}

var figuresIn = regexp.MustCompile(`[0-9]+(\.[0-9]+)?( ?[KMGT]i?B)?`)

// shape is a comment without its numbers.
func shape(text string) string { return figuresIn.ReplaceAllString(text, "0") }

// statement finds the statement of a setting.
func (r *retouch) statement(key string) *dialect.Statement {
	for i := range r.doc.Statements {
		if st := &r.doc.Statements[i]; st.Key == key {
			return st
		}
	}
	return nil
}

// commentsOf gives the comment behind a setting and the one directly above it.
func (r *retouch) commentsOf(st *dialect.Statement) []source.Span {
	var out []source.Span
	if !st.Comment.Empty() {
		out = append(out, st.Comment)
	}
	line := r.doc.File.Line(st.Span.Start)
	for _, t := range r.doc.Tokens {
		if t.Kind == dialect.Comment && r.doc.File.Line(t.Span.Start) == line-1 && r.own(t.Span) {
			out = append(out, t.Span)
		}
	}
	return out
}
