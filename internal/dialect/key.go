package dialect

// key reads a key into keyBuf, behind what is there already, up to and
// including the character that ends it: '=', or ',' and '}' in an inline table.
// base is the length of keyBuf before the key.
func (p *parser) key(base int, inCurly bool) (stop byte, ok bool) {
	start := p.pos
	for p.pos < len(p.data) {
		run := p.pos
		for run < len(p.data) && plainKeyByte(p.data[run]) {
			run++
		}
		if run > p.pos {
			p.keyBuf = append(p.keyBuf, p.data[p.pos:run]...)
			p.pos = run
			continue
		}
		c := p.data[p.pos]
		switch {
		case c == '=' || inCurly && (c == ',' || c == '}'):
			p.keyTokens(start, p.pos, c)
			if !p.keyPresent(base) {
				return c, p.fail(ErrEmptyKey, "a key is missing here")
			}
			p.pos++
			return c, true
		case c == '"':
			if !p.quotedKey() {
				return 0, false
			}
			continue
		case isBlank(c):
		case c == '\n':
			if p.doc.Generation == Gen06 || len(p.keyBuf) != base {
				p.fail(ErrEOL, "a key must be followed by = on its line")
				return 0, false
			}
		case p.doc.Generation != Gen015:
			p.fail(ErrUnexpected, "a key outside quotes takes letters, digits, dots, - and _ in this release")
			return 0, false
		default:
			p.keyBuf = append(p.keyBuf, c)
		}
		p.pos++
	}
	return 0, p.fail(ErrEOF, "the file ends inside a key")
}

// keyPresent reports whether a key was read. Releases up to 0.6 also counted
// the name of the table.
func (p *parser) keyPresent(base int) bool {
	if p.doc.Generation == Gen06 {
		return len(p.keyBuf) > 0
	}
	return len(p.keyBuf) != base
}

// plainKeyByte reports what every release takes in a key without quotes.
func plainKeyByte(c byte) bool { return isASCIIAlnum(c) || c == '.' || c == '_' || c == '-' }

// quotedKey reads a part of a key in double quotes; backslashes vanish.
func (p *parser) quotedKey() bool {
	open := p.pos
	p.pos++
	var last byte
	for p.pos < len(p.data) {
		c := p.data[p.pos]
		switch {
		case c == '\\':
		case c == '"' && last != '\\':
			p.pos++
			return true
		case c == '\n':
			p.fail(ErrEOL, "a quoted key must be closed on its line")
			p.fault.Opened = span(open, open+1)
			return false
		default:
			p.keyBuf = append(p.keyBuf, c)
		}
		last = c
		p.pos++
	}
	p.fail(ErrEOF, "the file ends inside a quoted key")
	p.fault.Opened = span(open, open+1)
	return false
}

// keyTokens emits the key and the character that ended it.
func (p *parser) keyTokens(start, end int, stop byte) {
	t := p.trimmed(start, end)
	if int(t.Start) > start {
		p.gapTokens(start, int(t.Start))
	}
	p.emit(KeyText, int(t.Start), int(t.End))
	p.gapTokens(int(t.End), end)
	kind := Punct
	if stop == '=' {
		kind = Equals
	}
	p.emit(kind, end, end+1)
}

// gapTokens emits blanks and line feeds.
func (p *parser) gapTokens(start, end int) {
	for i := start; i < end; i++ {
		if p.data[i] == '\n' {
			p.emit(Newline, i, i+1)
		} else {
			p.emitBlank(i, i+1)
		}
	}
}
