package edit

import (
	"bytes"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Set plans that key has the value literal, which is written as the file has
// it: 5, "text" or [ "a", "b" ]. A value that stands in the file is replaced; a
// missing setting goes behind its neighbours in the table of its parent, or
// into a new table. ok is false where no safe place is known: a file with syntax
// errors, a key that needs quotes, or a list in place of the value.
func Set(doc *dialect.Document, key, literal string) (edits []diag.Edit, ok bool) {
	if !doc.Accepted() {
		return nil, false
	}
	for i := range doc.Entries {
		if doc.Entries[i].Key == key {
			return []diag.Edit{{Span: doc.Entries[i].ValueSpan, New: literal}}, !doc.Entries[i].ValueSpan.Empty()
		}
	}
	if !plainKey(key) || hasBelow(doc, key) {
		return nil, false
	}
	return []diag.Edit{insertion(doc, key, literal)}, true
}

// Append plans that the list key holds one more element, written as literal.
// ok is false unless the list stands in the file as an array or a set.
func Append(doc *dialect.Document, key, literal string) (edits []diag.Edit, ok bool) {
	if !doc.Accepted() {
		return nil, false
	}
	var last *dialect.Entry
	for i := range doc.Entries {
		e := &doc.Entries[i]
		if isBelow(e.Key, key) && e.Nested && (last == nil || e.ValueSpan.End > last.ValueSpan.End) {
			last = e
		}
	}
	if last == nil || last.ValueSpan.Empty() {
		return nil, false
	}
	return []diag.Edit{{Span: source.Span{Start: last.ValueSpan.End, End: last.ValueSpan.End}, New: ", " + literal}}, true
}

// Remove plans that key is gone, with the whole line it stands on. ok is false
// where the statement holds other settings too.
func Remove(doc *dialect.Document, key string) (edits []diag.Edit, ok bool) {
	if !doc.Accepted() {
		return nil, false
	}
	for i := range doc.Entries {
		e := &doc.Entries[i]
		if e.Key != key {
			continue
		}
		if e.Nested || e.Statement < 0 || doc.Statements[e.Statement].Key != key {
			return nil, false
		}
		st := &doc.Statements[e.Statement]
		return []diag.Edit{{Span: wholeLines(doc.File.Data, st.Span)}}, true
	}
	return nil, false
}

// List writes a list of words for a file, a few on each line when it is long.
func List(words []string) string {
	var b strings.Builder
	width := 0
	for i, w := range words {
		w = `"` + w + `"`
		if i < len(words)-1 {
			w += ","
		}
		switch {
		case i == 0, width+len(w) > 76:
			b.WriteString("\n    ")
			width = 4
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(w)
		width += len(w)
	}
	return "[" + b.String() + "\n]"
}

// plainKey reports that every part of a key can be written without quotes, in
// headers too, where the server folds unquoted names to lower case.
func plainKey(key string) bool {
	for _, part := range strings.Split(key, ".") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			return false
		}
	}
	return true
}

func isBelow(key, parent string) bool {
	return len(key) > len(parent) && key[len(parent)] == '.' && key[:len(parent)] == parent
}

func hasBelow(doc *dialect.Document, key string) bool {
	for i := range doc.Entries {
		if isBelow(doc.Entries[i].Key, key) {
			return true
		}
	}
	return false
}

// insertion finds the place of a new setting: the table with the longest name
// that leads to it, else flat neighbours before the first table, else a new
// table before its relatives or at the end.
func insertion(doc *dialect.Document, key, literal string) diag.Edit {
	best := -1
	for i := range doc.Headers {
		h := &doc.Headers[i]
		if !h.Array && isBelow(key, h.Name) && (best < 0 || len(h.Name) > len(doc.Headers[best].Name)) {
			best = i
		}
	}
	if best >= 0 {
		return inTable(doc, best, key[len(doc.Headers[best].Name)+1:]+" = "+literal)
	}
	if i := flatNeighbour(doc, key); i >= 0 {
		return afterStatement(doc, i, key+" = "+literal)
	}
	return newTable(doc, key, literal)
}

// inTable puts a line behind the last statement of a table, or behind its
// header.
func inTable(doc *dialect.Document, header int, line string) diag.Edit {
	last := -1
	for i := range doc.Statements {
		if doc.Statements[i].Header == header {
			last = i
		}
	}
	if last >= 0 {
		return afterStatement(doc, last, line)
	}
	return lineAfter(doc.File.Data, doc.Headers[header].Span.End, "", line)
}

// afterStatement puts a line behind a statement, indented as it is.
func afterStatement(doc *dialect.Document, i int, line string) diag.Edit {
	data, st := doc.File.Data, &doc.Statements[i]
	start := st.Span.Start
	for start > 0 && (data[start-1] == ' ' || data[start-1] == '\t') {
		start--
	}
	return lineAfter(data, st.Span.End, string(data[start:st.Span.Start]), line)
}

// lineAfter inserts a line behind the one that holds the byte before end.
func lineAfter(data []byte, end uint32, indent, line string) diag.Edit {
	rest := data[end:]
	eol := newline(data)
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		at := end + uint32(i) + 1
		return diag.Edit{Span: source.Span{Start: at, End: at}, New: indent + line + eol}
	}
	at := uint32(len(data))
	return diag.Edit{Span: source.Span{Start: at, End: at}, New: eol + indent + line + eol}
}

// newline is the line end the file uses.
func newline(data []byte) string {
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// flatNeighbour is the last statement before the first table whose key shares
// most with the new one; any of them will do in a file without tables.
func flatNeighbour(doc *dialect.Document, key string) int {
	best, most := -1, 0
	for i := range doc.Statements {
		st := &doc.Statements[i]
		if st.Header >= 0 {
			break
		}
		if n := shared(st.Key, key); n >= most && (n > 0 || len(doc.Headers) == 0) {
			best, most = i, n
		}
	}
	return best
}

// shared counts the parts two keys begin with alike.
func shared(a, b string) int {
	n := 0
	for {
		x, restA, okA := strings.Cut(a, ".")
		y, restB, okB := strings.Cut(b, ".")
		if x != y {
			return n
		}
		n++
		if !okA || !okB {
			return n
		}
		a, b = restA, restB
	}
}

// newTable writes a table for the setting's parent before the first table of
// the same family, with the comment lines above it, else at the end of the file.
func newTable(doc *dialect.Document, key, literal string) diag.Edit {
	data := doc.File.Data
	eol := newline(data)
	dot := strings.LastIndexByte(key, '.')
	if dot < 0 { // a setting without a parent can only stand before all tables
		return diag.Edit{New: key + " = " + literal + eol}
	}
	text := "[" + key[:dot] + "]" + eol + key[dot+1:] + " = " + literal + eol
	family, _, _ := strings.Cut(key, ".")
	for i := range doc.Headers {
		if name := doc.Headers[i].Name; name == family || isBelow(name, family) {
			at := aboveComments(data, doc.Headers[i].Span.Start)
			return diag.Edit{Span: source.Span{Start: at, End: at}, New: text + eol}
		}
	}
	at := uint32(len(data))
	switch {
	case len(data) > 0 && data[len(data)-1] != '\n':
		text = eol + eol + text
	case len(data) > 0:
		text = eol + text
	}
	return diag.Edit{Span: source.Span{Start: at, End: at}, New: text}
}

// aboveComments is the start of the comment lines that stand right above the
// line of a byte, or of that line.
func aboveComments(data []byte, off uint32) uint32 {
	start := uint32(bytes.LastIndexByte(data[:off], '\n') + 1)
	for start > 0 {
		before := uint32(bytes.LastIndexByte(data[:start-1], '\n') + 1)
		if line := bytes.TrimLeft(data[before:start], " \t"); len(line) == 0 || line[0] != '#' {
			break
		}
		start = before
	}
	return start
}

// wholeLines widens a span to its lines, the last line feed included.
func wholeLines(data []byte, s source.Span) source.Span {
	start := uint32(bytes.LastIndexByte(data[:s.Start], '\n') + 1)
	end := uint32(len(data))
	if i := bytes.IndexByte(data[s.End:], '\n'); i >= 0 {
		end = s.End + uint32(i) + 1
	}
	return source.Span{Start: start, End: end}
}
