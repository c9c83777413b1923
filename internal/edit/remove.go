package edit

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// remove takes a setting out of the file.
func (e *editor) remove(key string, g *group) error {
	return e.removeStatements(key, g, g.statements)
}

// removeStatements takes statements out with their lines, and members of inline
// tables that also hold other settings out of these. Comments on lines of their
// own stay.
func (e *editor) removeStatements(key string, g *group, statements []int) error {
	for _, n := range statements {
		st := &e.doc.Statements[n]
		if !e.whole(g, n) {
			if err := e.removeMember(key, g, n); err != nil {
				return err
			}
			continue
		}
		if e.commentsIn(st.ValueSpan) {
			return e.fault(key, g, "comments inside its value would be lost")
		}
		e.put(e.lines(st), "")
		e.gone[n] = true
	}
	e.removeHeaders(key, statements)
	return nil
}

// emptied takes out the headers of tables that have lost all their settings,
// unless comments stand in them or above them.
func (e *editor) emptied() {
	behind := map[source.Span]bool{} // comments that go with their settings
	left := make([]int, len(e.doc.Headers))
	lost := make([]bool, len(e.doc.Headers))
	for i := range e.doc.Statements {
		switch h := e.doc.Statements[i].Header; {
		case h < 0:
		case e.gone[i]:
			lost[h] = true
			behind[e.doc.Statements[i].Comment] = true
		default:
			left[h]++
		}
	}
	for h := range e.doc.Headers {
		header := &e.doc.Headers[h]
		start, end := e.lineStart(header.Span.Start), uint32(len(e.doc.File.Data))
		if h+1 < len(e.doc.Headers) {
			end = e.doc.Headers[h+1].Span.Start
		}
		if !lost[h] || left[h] > 0 || header.Array || e.commentsBut(behind, source.Span{Start: start, End: end}) || e.places.into(start, end) {
			continue
		}
		above := e.lineStart(max(start, 1) - 1)
		switch text := strings.TrimSpace(e.doc.File.Text(source.Span{Start: above, End: start})); {
		case strings.HasPrefix(text, "#"):
			continue
		case text == "":
			start = above // the empty line before it goes too
		}
		e.put(source.Span{Start: start, End: e.lineEnd(header.Span.End)}, "")
	}
}

// lines are the lines of a statement with the comment behind it.
func (e *editor) lines(st *dialect.Statement) source.Span {
	end := max(st.Span.End, st.Comment.End)
	return source.Span{Start: e.lineStart(st.Span.Start), End: e.lineEnd(end)}
}

// commentsBut reports whether comments other than these stand in a span.
func (e *editor) commentsBut(these map[source.Span]bool, s source.Span) bool {
	for _, t := range e.tokens(s) {
		if t.Kind == dialect.Comment && !these[t.Span] {
			return true
		}
	}
	return false
}

// removeHeaders takes out the headers of a setting's own: [[key]] and [key.0000],
// which would otherwise be left without a setting.
func (e *editor) removeHeaders(key string, statements []int) {
	var own []int
	for _, n := range statements {
		h := e.doc.Statements[n].Header
		if h >= 0 && !slices.Contains(own, h) && Base(e.doc.Headers[h].Name+".if") == key {
			own = append(own, h)
		}
	}
	for _, h := range own {
		span := e.doc.Headers[h].Span
		e.put(source.Span{Start: e.lineStart(span.Start), End: e.lineEnd(span.End)}, "")
	}
}

// removeMember takes one member out of an inline table, with its comma.
func (e *editor) removeMember(key string, g *group, n int) error {
	inner := e.entriesOf(g, n)
	if len(inner) != 1 {
		return e.fault(key, g, "it is a list inside an inline table that holds other settings too")
	}
	en := &e.doc.Entries[inner[0]]
	span := en.ValueSpan
	if en.Form != dialect.SetMember {
		span = en.KeySpan.Cover(en.ValueSpan)
	}
	span, ok := e.withComma(span)
	if !ok {
		return e.fault(key, g, "it shares an inline table with other settings")
	}
	e.put(span, "")
	return nil
}

// withComma widens the span of an element or member to the comma and the blanks
// that go with it: those behind it, or before it when it is the last one.
func (e *editor) withComma(s source.Span) (source.Span, bool) {
	toks := e.doc.Tokens
	i := e.token(s.End)
	for ; i < len(toks) && isSpace(toks[i].Kind); i++ {
	}
	if i < len(toks) && e.punct(toks[i], ',') {
		end := toks[i].Span.End
		for i++; i < len(toks) && toks[i].Kind == dialect.Blank; i++ {
			end = toks[i].Span.End
		}
		return source.Span{Start: s.Start, End: end}, true
	}
	for j := e.token(s.Start) - 1; j >= 0; j-- {
		switch {
		case e.punct(toks[j], ','):
			return source.Span{Start: toks[j].Span.Start, End: s.End}, true
		case !isSpace(toks[j].Kind):
			return s, false
		}
	}
	return s, false
}

func isSpace(k dialect.TokenKind) bool { return k == dialect.Blank || k == dialect.Newline }

func (e *editor) punct(t dialect.Token, c byte) bool {
	return t.Kind == dialect.Punct && t.Span.Len() == 1 && e.doc.File.Data[t.Span.Start] == c
}
