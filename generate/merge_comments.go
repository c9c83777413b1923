package generate

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/source"
)

// comments brings the comments that stalcfg wrote up to date: those at the head
// of the file and those at settings that were updated. A comment is known as
// stalcfg's by its words: only the numbers in it differ. All others stay.
func (m *merger) comments(p *Plan, data []byte) []byte {
	r := retouch{doc: dialect.Parse(source.New(m.doc.File.Name, data), m.doc.Generation)}
	if len(m.opts.Only) == 0 {
		var b bytes.Buffer
		head(&b, p, RenderOptions{})
		for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
			for _, t := range r.doc.Tokens {
				if t.Kind == dialect.Comment && r.own(t.Span) {
					r.replace(t.Span, line)
				}
			}
		}
	}
	notes := map[string]string{}
	for i := range m.settings {
		switch s := &m.settings[i]; {
		case s.Accept != "":
			notes[s.Key] = "# stalcfg:ignore " + s.Accept + " -- " + s.Why
		case s.Why != "":
			notes[s.Key] = "# " + s.Why
		}
	}
	for _, d := range m.found {
		if text := notes[d.Key]; text != "" && (d.Fate == Updated || d.Fate == Overridden) {
			for _, span := range r.commentsOf(d.Key) {
				r.replace(span, text)
			}
		}
	}
	out, err := fix.Apply(data, r.edits)
	if err != nil {
		return data // comments are not worth a failure
	}
	return out
}

// retouch collects new texts for comments of a file.
type retouch struct {
	doc   *dialect.Document
	edits []diag.Edit
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

// commentsOf gives the comment behind a setting and the one directly above it.
func (r *retouch) commentsOf(key string) []source.Span {
	for i := range r.doc.Statements {
		st := &r.doc.Statements[i]
		if st.Key != key {
			continue
		}
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
	return nil
}
