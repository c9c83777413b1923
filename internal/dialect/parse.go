package dialect

import (
	"bytes"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/source"
)

// Parse reads a file the way the given generation of the server does. It never
// fails: what the server would refuse is in Document.Errors, and what could be
// read in spite of it is there as well.
func Parse(f *source.File, gen Generation) *Document {
	doc := &Document{File: f, Generation: gen}
	p := &parser{doc: doc, data: f.Data, text: string(f.Data)}
	p.reserve()
	if !utf8.Valid(f.Data) {
		p.reportEncoding()
	}
	for p.seek() {
		p.step()
	}
	return doc
}

// maxNames is how many bytes all flattened keys together may take before Parse
// gives up. Real files need a few times their own size; a long table name above
// many keys needs a multiple that grows with the file, and would need all memory.
const (
	namesPerByte = 64
	namesAlways  = 64 << 20
	namesAtMost  = 2 << 30
)

// reserve makes room for what a file with these characters holds if it is an
// ordinary one.
func (p *parser) reserve() {
	size := len(p.data)
	count := func(c byte) int { return bytes.Count(p.data, []byte{c}) }
	lines, brackets, commas := count('\n')+1, count('['), min(count(','), size/32)
	statements := min(count('='), lines, size/8) + 1
	entries := statements + commas
	p.doc.Entries = make([]Entry, 0, entries)
	p.doc.Statements = make([]Statement, 0, statements)
	p.doc.Headers = make([]Header, 0, min(brackets, lines, size/16)+1)
	p.doc.Tokens = make([]Token, 0, min(statements*5+3*(commas+brackets)+lines+count('#')+8, size+1))
	p.first = newKeyIndex(entries)
	p.names.size = min(max(size, 256), 64<<10)
	p.maxNames = min(namesAlways+namesPerByte*size, namesAtMost)
}

// reportEncoding notes the first byte that is not UTF-8. The server cannot read
// such a file at all (v0.15.5 crates/common/src/manager/boot.rs).
func (p *parser) reportEncoding() {
	for i := 0; i < len(p.data); {
		r, n := utf8.DecodeRune(p.data[i:])
		if r == utf8.RuneError && n == 1 {
			p.failAt(ErrEncoding, i, i+1, "this byte is not valid UTF-8")
			p.report()
			return
		}
		i += n
	}
}

// step reads one header or statement, or recovers from a failure to.
func (p *parser) step() {
	start := p.pos
	p.tokenMark, p.opened, p.nestedFault, p.bracket = len(p.doc.Tokens), source.Span{}, false, source.Span{}
	c := p.data[p.pos]
	switch {
	case p.names.total > p.maxNames:
		p.giveUp()
	case c == '[':
		if !p.header() {
			p.recoverHeader(start)
		}
	case isASCIIAlnum(c) || c == '"':
		p.statement()
	default:
		p.fail(ErrUnexpected, "a line begins with a letter, a digit, a double quote, [ or #")
		p.skipBroken(start)
	}
}

// statement reads `key = value` up to the end of its line.
func (p *parser) statement() {
	start, entries := p.pos, len(p.doc.Entries)
	st := Statement{Header: len(p.doc.Headers) - 1}
	p.keyBuf = append(p.keyBuf[:0], p.table...)
	stop, ok := p.key(len(p.keyBuf), false)
	st.KeySpan = p.trimmed(start, p.pos-1)
	p.valueStart, p.valueEnd, p.trailing = -1, -1, source.Span{}
	st.Key = p.names.add(p.keyBuf)
	if ok && stop == '=' {
		p.doc.Statements = append(p.doc.Statements, st)
		_, ok = p.value(st.Key, st.KeySpan, stopLine, 0)
		p.closeStatement(ok)
		if ok {
			return
		}
	} else {
		st.KeySpan = p.trimmed(start, p.pos)
		st.Span, st.Broken = st.KeySpan, true
		p.doc.Statements = append(p.doc.Statements, st)
	}
	p.recoverStatement(start, entries)
}

// closeStatement fills in the spans that are known after the value.
func (p *parser) closeStatement(ok bool) {
	st := &p.doc.Statements[len(p.doc.Statements)-1]
	st.Comment, st.Span = p.trailing, st.KeySpan
	switch {
	case p.valueEnd >= 0:
		st.ValueSpan = span(p.valueStart, p.valueEnd)
	case p.valueStart >= 0: // broken: as far as it was read
		st.ValueSpan = p.trimmed(p.valueStart, int(p.fault.Span.Start))
	}
	if !st.ValueSpan.Empty() {
		st.Span = st.KeySpan.Cover(st.ValueSpan)
	}
	if !ok {
		p.fault.Key = st.Key
	}
}

// trimmed is a byte range without the blanks at its ends.
func (p *parser) trimmed(start, end int) source.Span {
	end = min(end, len(p.data))
	for start < end && (isBlank(p.data[start]) || p.data[start] == '\n') {
		start++
	}
	for end > start && (isBlank(p.data[end-1]) || p.data[end-1] == '\n') {
		end--
	}
	return span(start, max(start, end))
}

// Keys is the map the server builds from an accepted file; of duplicates it
// holds the first.
func (d *Document) Keys() map[string]string {
	out := make(map[string]string, len(d.Entries))
	for i := range d.Entries {
		if e := &d.Entries[i]; !e.Duplicate {
			out[e.Key] = e.Value
		}
	}
	return out
}
