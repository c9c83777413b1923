package suppress

import (
	"sort"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// walk remembers how the search for what stands below a comment ended. It is
// the same for every comment it passed, so that a block of many comments is
// walked through once.
type walk struct {
	upto    int // token it ended at
	level   Level
	scope   source.Span
	problem *Problem
}

// place finds out what the comment covers.
func (s *Suppression) place(doc *dialect.Document, d *Directive, w *walk) {
	switch end := uint32(len(doc.File.Data)) + 1; {
	case d.Kind == IgnoreFile:
		s.Level, s.Scope = File, source.Span{End: end}
		if first := begins(doc); first < d.Span.Start {
			s.fault(d.Span, "", "ignore-file stands at the top of a file, above the first header and setting")
		}
	case ownLine(doc.File, d.Span):
		if d.token >= w.upto {
			*w = below(doc, d)
		}
		s.Level, s.Scope = w.level, w.scope
		if w.problem != nil {
			s.fault(d.Span, "", "%s", w.problem.Text)
		}
	default:
		s.beside(doc, d)
	}
}

// begins is the offset of the first header or setting.
func begins(doc *dialect.Document) uint32 {
	first := uint32(len(doc.File.Data))
	if len(doc.Headers) > 0 {
		first = min(first, doc.Headers[0].Span.Start)
	}
	if len(doc.Statements) > 0 {
		first = min(first, doc.Statements[0].Span.Start)
	}
	return first
}

// ownLine reports whether nothing but blanks stands before the comment on its
// line.
func ownLine(f *source.File, comment source.Span) bool {
	for i := comment.Start; i > 0; i-- {
		switch f.Data[i-1] {
		case ' ', '\t', '\r':
		case '\n':
			return true
		default:
			return false
		}
	}
	return true
}

// below finds what a comment on a line of its own covers: what stands directly
// below it, further comments in between.
func below(doc *dialect.Document, d *Directive) walk {
	empty := false // the line so far
	for i := d.token + 1; i < len(doc.Tokens); i++ {
		t := doc.Tokens[i]
		switch t.Kind {
		case dialect.Blank:
		case dialect.Comment:
			empty = false
		case dialect.Newline:
			if empty {
				return walk{upto: i, problem: &Problem{Text: nothingBelow}}
			}
			empty = true
		case dialect.HeaderOpen:
			return walk{upto: i, level: Table, scope: table(doc, t.Span.Start)}
		default:
			if st := statementAt(doc, t.Span.Start); st != nil && st.Span.Start == t.Span.Start {
				return walk{upto: i, level: Setting, scope: lines(doc.File, st.Span)}
			}
			return walk{upto: i, level: Line, scope: lines(doc.File, t.Span)}
		}
	}
	return walk{upto: len(doc.Tokens), problem: &Problem{Text: nothingBelow}}
}

const nothingBelow = "no header or setting stands directly below it"

// beside handles a comment after something: it covers its line, and on the
// first or last line of a setting the whole of it.
func (s *Suppression) beside(doc *dialect.Document, d *Directive) {
	s.Level, s.Scope = Line, lines(doc.File, source.Span{Start: d.Span.Start, End: d.Span.Start})
	start := doc.File.LineSpan(doc.File.Line(d.Span.Start)).Start
	st := statementAt(doc, d.Span.Start)
	if st == nil {
		return
	}
	whole := lines(doc.File, st.Span)
	if whole.Start == start || whole.End > d.Span.Start && lines(doc.File, source.Span{Start: st.Span.End, End: st.Span.End}).Start == start {
		s.Level, s.Scope = Setting, whole
	}
}

// statementAt gives the last statement that begins at or before an offset, if
// its lines hold the offset.
func statementAt(doc *dialect.Document, off uint32) *dialect.Statement {
	i := sort.Search(len(doc.Statements), func(i int) bool { return doc.Statements[i].Span.Start > off }) - 1
	if i < 0 || off >= lines(doc.File, doc.Statements[i].Span).End {
		return nil
	}
	return &doc.Statements[i]
}

// table is the span from a header to the next.
func table(doc *dialect.Document, start uint32) source.Span {
	i := sort.Search(len(doc.Headers), func(i int) bool { return doc.Headers[i].Span.Start > start })
	if i < len(doc.Headers) {
		return source.Span{Start: start, End: doc.Headers[i].Span.Start}
	}
	return source.Span{Start: start, End: uint32(len(doc.File.Data)) + 1}
}

// lines widens a span to whole lines with their breaks, so that an empty
// finding at the very end of a line or of the file lies inside.
func lines(f *source.File, s source.Span) source.Span {
	last := s.End
	if last > s.Start {
		last--
	}
	return source.Span{Start: f.LineSpan(f.Line(s.Start)).Start, End: lineEnd(f, last) + 1}
}

// lineEnd is the offset of the line feed that ends the line of an offset.
func lineEnd(f *source.File, off uint32) uint32 {
	end := f.LineSpan(f.Line(off)).End
	if int(end) < len(f.Data) && f.Data[end] == '\r' {
		end++
	}
	return end
}

// removal is what goes when a comment is deleted: all of its line when it has
// one to itself, else the blanks before it as well.
func removal(f *source.File, comment source.Span) source.Span {
	start, end := comment.Start, comment.End
	for start > 0 && (f.Data[start-1] == ' ' || f.Data[start-1] == '\t') {
		start--
	}
	if start == 0 || f.Data[start-1] == '\n' {
		for int(end) < len(f.Data) {
			end++
			if f.Data[end-1] == '\n' {
				break
			}
		}
	}
	return source.Span{Start: start, End: end}
}
