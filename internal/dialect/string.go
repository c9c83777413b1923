package dialect

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/source"
)

// quoted reads a value in single or double quotes, one of either or three.
func (p *parser) quoted(key string, at source.Span, nest int) bool {
	start, q := p.pos, p.data[p.pos]
	form := Basic
	if q == '\'' {
		form = Literal
	}
	var value string
	ok := true
	switch {
	case !p.quoteAt(p.pos+1, q):
		value, ok = p.single(q)
	case p.quoteAt(p.pos+2, q):
		form += MultiBasic - Basic
		value, ok = p.triple(q)
	default:
		p.pos += 2
	}
	if !ok {
		if len(p.doc.Errors) > 0 { // ours, not the server's: name the quote, not the end of the file
			p.failAt(p.fault.Kind, start, start+1, p.fault.Detail)
		}
		p.fault.Opened = span(start, start+1)
		return false
	}
	p.emit(ValueText, start, p.pos)
	if form <= Literal && strings.IndexByte(p.text[start:p.pos], '\n') >= 0 {
		p.opened = span(start, start+1)
	}
	return p.insert(Entry{Key: key, Value: value, Form: form, KeySpan: at, ValueSpan: span(start, p.pos), Nested: nest > 0})
}

func (p *parser) quoteAt(i int, q byte) bool { return i < len(p.data) && p.data[i] == q }

// single reads a string that begins at the cursor's quote. Both quotes process
// escapes alike: \n, \r and \t translate, every other escaped character stands
// for itself, and a backslash made by an escape escapes the next character too.
func (p *parser) single(q byte) (string, bool) {
	begin := p.pos + 1
	if end, ok := p.plainString(begin, q); ok {
		p.pos = end + 1
		return p.text[begin:end], true
	}
	buf := p.valueBuf[:0]
	limit := p.stringLimit(begin, q)
	var last byte
	for i := begin; i < limit; i++ {
		c := p.data[i]
		switch {
		case c == '\r':
			continue
		case c == '\\' && last != '\\':
		case last == '\\' && c == 't':
			buf = append(buf, '\t')
		case last == '\\' && c == 'r':
			buf = append(buf, '\r')
		case last == '\\' && c == 'n':
			buf = append(buf, '\n')
		case c != q || last == '\\':
			buf = append(buf, c)
		default:
			p.valueBuf, p.pos = buf, i+1
			return string(buf), true
		}
		last = c
	}
	p.valueBuf = buf
	return "", p.unclosed(q, limit)
}

// plainString finds the end of a string without escapes or carriage returns.
func (p *parser) plainString(begin int, q byte) (int, bool) {
	for i := begin; i < len(p.data); i++ {
		switch p.data[i] {
		case q:
			return i, true
		case '\\', '\r':
			return 0, false
		case '\n':
			if p.runaway[q] {
				return 0, false
			}
		}
	}
	return 0, false
}

// stringLimit is how far a string may reach: to the end of the file, or to the
// end of the line once the same quote was found to have no partner.
func (p *parser) stringLimit(begin int, q byte) int {
	if !p.runaway[q] {
		return len(p.data)
	}
	if i := strings.IndexByte(p.text[begin:], '\n'); i >= 0 {
		return begin + i
	}
	return len(p.data)
}

// unclosed notes a string without an end. The server reads on to the end of the
// file and names its last line.
func (p *parser) unclosed(q byte, limit int) bool {
	p.runaway[q] = true
	return p.failAt(ErrEOF, limit, limit, "a quote is not closed")
}

// triple reads a string in three quotes: everything is literal, carriage
// returns are dropped, a line feed directly after the opening is skipped.
func (p *parser) triple(q byte) (string, bool) {
	begin := p.pos + 3
	if p.quoteAt(begin, '\n') {
		begin++
	}
	if p.runaway[q+128] {
		return "", p.failAt(ErrEOF, len(p.data), len(p.data), "three quotes are not closed")
	}
	mark := `"""`
	if q == '\'' {
		mark = "'''"
	}
	end := strings.Index(p.text[begin:], mark)
	if end >= 0 && strings.IndexByte(p.text[begin:begin+end], '\r') < 0 {
		p.pos = begin + end + 3
		return p.text[begin : begin+end], true
	}
	buf := p.valueBuf[:0]
	run := 0 // quotes in a row, carriage returns not counted
	for i := begin; i < len(p.data); i++ {
		c := p.data[i]
		if c == '\r' {
			continue
		}
		if c == q {
			run++
		} else {
			run = 0
		}
		buf = append(buf, c)
		if run == 3 {
			p.valueBuf, p.pos = buf, i+1
			return string(buf[:len(buf)-3]), true
		}
	}
	p.valueBuf = buf
	p.runaway[q+128] = true
	return "", p.failAt(ErrEOF, len(p.data), len(p.data), "three quotes are not closed")
}
