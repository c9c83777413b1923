package dialect

import "strings"

// header reads a [table] or [[array of tables]] line. Quirks of the server: the
// first character of a table's name is taken as it is, letters outside quotes
// are lower-cased, and whatever follows on the line is ignored.
func (p *parser) header() bool {
	start := p.pos
	h := Header{}
	p.pos++
	p.blanks()
	name := p.table[:0]
	p.table = p.table[:0]
	if p.pos >= len(p.data) || p.data[p.pos] == '\n' {
		return p.fail(ErrEOL, "a table header must be closed on its line")
	}
	nameStart := p.pos
	if p.data[p.pos] == '[' {
		h.Array = true
		p.pos++
		nameStart = p.pos
	} else {
		n := p.width()
		name = append(name, p.data[p.pos:p.pos+n]...)
		p.pos += n
	}
	name, ok := p.headerName(name, &h)
	if !ok {
		return false
	}
	h.Name = p.names.add(name)
	end := p.pos
	close := end - 1
	if h.Array {
		close = p.baseEnd
	} else {
		h.Base = h.Name
	}
	h.Span, h.NameSpan = span(start, end), p.trimmed(nameStart, close)
	p.headerTokens(&h)
	p.headerRest(&h)
	p.table = append(name, '.')
	p.doc.Headers = append(p.doc.Headers, h)
	return true
}

// headerName reads the name up to the last closing bracket.
func (p *parser) headerName(name []byte, h *Header) ([]byte, bool) {
	inQuote, indexPending := false, h.Array
	var last byte
	for {
		for p.pos < len(p.data) && (p.data[p.pos] == '\r' || !inQuote && isBlank(p.data[p.pos])) {
			p.pos++
		}
		if p.pos >= len(p.data) || p.data[p.pos] == '\n' {
			return nil, p.fail(ErrEOL, "a table header must be closed on its line")
		}
		c := p.data[p.pos]
		if !inQuote && plainKeyByte(c) {
			name = append(name, lower(c))
			last = c
			p.pos++
			continue
		}
		switch {
		case c == '"' && (!inQuote || last != '\\'):
			inQuote = !inQuote
		case c == '\\' && inQuote:
		case c == ']' && !inQuote:
			if len(name) == 0 {
				return nil, p.fail(ErrEmptyTable, "a table needs a name")
			}
			if !indexPending {
				p.pos++
				return name, true
			}
			indexPending, p.baseEnd = false, p.pos
			name = p.indexed(name, h)
		case inQuote:
			name = append(name, c)
		case p.alnumWidth(p.pos) > 0: // more than one byte: only ASCII is lower-cased
			n := p.width()
			name = append(name, p.data[p.pos:p.pos+n]...)
			p.pos += n - 1
		default:
			return nil, p.fail(ErrUnexpected, "a table name outside quotes takes letters, digits, dots, - and _")
		}
		last = c
		p.pos++
	}
}

// indexed appends the position of an array of tables. The server counts on only
// while no array of another name comes in between.
func (p *parser) indexed(name []byte, h *Header) []byte {
	if string(name) == p.lastArray {
		p.arrayIndex++
	} else {
		p.arrayIndex = 0
		p.lastArray = p.names.add(name)
	}
	h.Base, h.Index = p.lastArray, p.arrayIndex
	return appendIndex(append(name, '.'), p.arrayIndex)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func (p *parser) headerTokens(h *Header) {
	ns, ne := int(h.NameSpan.Start), int(h.NameSpan.End)
	start, end := int(h.Span.Start), int(h.Span.End)
	p.doc.Tokens = p.doc.Tokens[:p.tokenMark]
	p.emit(HeaderOpen, start, ns)
	p.emit(HeaderName, ns, ne)
	p.emit(HeaderClose, ne, end)
}

// headerRest passes what follows a header on its line: a comment, or text that
// the server drops.
func (p *parser) headerRest(h *Header) {
	p.blanks()
	end := p.lineEnd()
	if p.pos < end && p.data[p.pos] != '#' {
		rest := end
		if i := strings.IndexByte(p.text[p.pos:end], '#'); i >= 0 {
			rest = p.pos + i
		}
		h.Rest = p.trimmed(p.pos, rest)
		p.emit(HeaderRest, p.pos, int(h.Rest.End))
		p.emit(Blank, int(h.Rest.End), rest)
		p.pos = rest
	}
	p.emit(Comment, p.pos, end)
	p.pos = end
}
