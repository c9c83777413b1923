package dialect

import (
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/source"
)

// Parse reads a file the way the given generation of the server does. It never
// fails: what the server would refuse is in Document.Errors, and what could be
// read in spite of it is there as well.
func Parse(f *source.File, gen Generation) *Document {
	doc := &Document{File: f, Generation: gen}
	p := &parser{doc: doc, data: f.Data, text: string(f.Data)}
	guess := len(f.Data)/24 + 8
	doc.Entries = make([]Entry, 0, guess)
	doc.Statements = make([]Statement, 0, guess)
	doc.Tokens = make([]Token, 0, guess*6)
	p.first = make(map[string]int32, guess)
	if !utf8.Valid(f.Data) {
		p.reportEncoding()
	}
	for p.seek() {
		p.step()
	}
	return doc
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
	p.tokenMark, p.opened, p.nestedFault = len(p.doc.Tokens), source.Span{}, false
	c := p.data[p.pos]
	switch {
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
	if ok && stop == '=' {
		st.Key = string(p.keyBuf)
		p.doc.Statements = append(p.doc.Statements, st)
		_, ok = p.value(st.Key, st.KeySpan, stopLine, 0)
		p.closeStatement(ok)
		if ok {
			return
		}
	} else {
		st.KeySpan = p.trimmed(start, p.pos)
		st.Key, st.Span, st.Broken = string(p.keyBuf), st.KeySpan, true
		p.doc.Statements = append(p.doc.Statements, st)
	}
	p.recoverStatement(start, entries)
}

// closeStatement fills in the spans that are known after the value.
func (p *parser) closeStatement(ok bool) {
	st := &p.doc.Statements[len(p.doc.Statements)-1]
	seen := false // the equals sign after the key
	for _, t := range p.doc.Tokens[p.tokenMark:] {
		switch {
		case t.Kind == Equals && !seen:
			seen = true
		case t.Kind == Comment:
			st.Comment = t.Span
		case seen && t.Kind != Blank && t.Kind != Newline:
			if st.ValueSpan.Empty() {
				st.ValueSpan = t.Span
			}
			st.ValueSpan.End, st.Comment = t.Span.End, source.Span{}
		}
	}
	st.Span = st.KeySpan
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
