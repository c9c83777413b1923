package dialect

import "bytes"

// report adds the noted fault to the document, at most one a line: the server's
// own first error always, later ones only when their line has none yet.
func (p *parser) report() {
	line := p.doc.File.Line(p.fault.Span.Start)
	if p.faultLines == nil {
		p.faultLines = make([]uint64, (p.doc.File.LineCount()+1)/64+1)
	}
	bits, bit := &p.faultLines[line/64], uint64(1)<<(line%64)
	if *bits&bit == 0 {
		*bits |= bit
		p.doc.Errors = append(p.doc.Errors, p.fault)
	}
}

// tooLarge notes that the flattened keys take too much memory.
func (p *parser) tooLarge() bool {
	return p.failAt(ErrTooLarge, p.pos, p.pos, "the names of all settings together are too long: stalcfg reads no further")
}

// giveUp passes the rest of the file.
func (p *parser) giveUp() {
	start := p.pos
	p.tooLarge()
	p.report()
	p.resume(start, len(p.data))
}

// recoverHeader goes on after a broken header line. Settings below it cannot be
// named for sure, so its text without brackets, quotes and comment is taken as
// the table, numbered if it was to be an array.
func (p *parser) recoverHeader(start int) {
	raw, _, _ := bytes.Cut(p.data[start:p.lineEndFrom(start)], []byte{'#'})
	array := bytes.HasPrefix(raw, []byte("[["))
	raw = bytes.Trim(raw, "[] \t\r\"'")
	p.table = p.table[:0]
	for _, c := range raw {
		if !isBlank(c) && c != '"' {
			p.table = append(p.table, lower(c))
		}
	}
	if len(p.table) > 0 && array {
		p.table = p.indexed(p.table, &Header{})
	}
	if len(p.table) > 0 {
		p.table = append(p.table, '.')
	}
	p.skipBroken(start)
}

// skipBroken reports the fault and passes the rest of the line.
func (p *parser) skipBroken(start int) {
	p.report()
	p.resume(start, p.lineEndFrom(max(start, int(p.fault.Span.Start))))
}

// recoverStatement goes on after a broken statement: behind the line of the
// fault, behind an array's remaining lines, or behind the line on which an
// unclosed quote was opened. Values of a broken statement are not trusted.
func (p *parser) recoverStatement(start, entries int) {
	st := &p.doc.Statements[len(p.doc.Statements)-1]
	complete := p.fault.Kind == ErrEOF && !p.nestedFault && p.fault.Opened.Empty() && !st.ValueSpan.Empty()
	if p.fault.Key == "" {
		p.fault.Key = st.Key
	}
	if p.fault.Opened.Empty() && !p.opened.Empty() {
		p.fault.Opened = p.opened
	}
	quote := p.fault.Opened
	if quote.Empty() && p.nestedFault {
		p.fault.Opened = p.bracket
	}
	p.report()
	if complete { // only the final line feed is missing
		p.pos = len(p.data)
		return
	}
	st.Broken = true
	p.forget(entries)
	end := p.lineEndFrom(max(start, int(p.fault.Span.Start)))
	switch {
	case !quote.Empty():
		if back := p.lineEndFrom(int(quote.Start)); p.rewound+end-back <= 4*len(p.data) {
			p.rewound += end - back
			end = back
		}
		if p.nestedFault {
			end = p.skipElements(end)
		}
	case p.nestedFault:
		if line, ok := p.settingLine(start); ok {
			end = line
			break
		}
		end = p.skipElements(end)
	case p.fault.Kind == ErrEOL:
		end = p.skipStrayValue(end)
	}
	p.resume(start, end)
}

// settingLine tells an array that is never closed from one with a fault: then
// the fault is on a line after the array's that sets a key. It gives the line
// feed before that line, so that the key is read.
func (p *parser) settingLine(start int) (end int, ok bool) {
	at := min(int(p.fault.Span.Start), len(p.data))
	feed := bytes.LastIndexByte(p.data[start:at], '\n')
	if feed < 0 || p.bracket.Empty() || p.data[p.bracket.Start] != '[' {
		return 0, false
	}
	feed += start
	i := feed + 1
	for i < len(p.data) && isBlank(p.data[i]) {
		i++
	}
	first := i
	for i < len(p.data) && plainKeyByte(p.data[i]) {
		i++
	}
	if i == first {
		return 0, false
	}
	for i < len(p.data) && isBlank(p.data[i]) {
		i++
	}
	return feed, i < len(p.data) && p.data[i] == '='
}

// forget drops the entries read since the mark.
func (p *parser) forget(entries int) {
	for i := entries; i < len(p.doc.Entries); i++ {
		if !p.doc.Entries[i].Duplicate {
			p.first.forget(p.doc.Entries, p.doc.Entries[i].Key)
		}
	}
	p.doc.Entries = p.doc.Entries[:entries]
}

// resume replaces the tokens since the start of the construct by invalid ones
// and goes on at end, which is a line feed or the end of the file.
func (p *parser) resume(start, end int) {
	p.doc.Tokens = p.doc.Tokens[:p.tokenMark]
	for start < end {
		stop := min(p.lineEndFrom(start), end)
		p.emit(Invalid, start, stop)
		if stop < end {
			p.emit(Newline, stop, stop+1)
		}
		start = stop + 1
	}
	p.pos = end
}

func (p *parser) lineEndFrom(i int) int {
	if i >= len(p.data) {
		return len(p.data)
	}
	if n := bytes.IndexByte(p.data[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(p.data)
}

// skipElements passes the lines after a fault that can only be the rest of an
// array or inline table.
func (p *parser) skipElements(end int) int {
	for end < len(p.data) {
		next := p.lineEndFrom(end + 1)
		line := bytes.TrimSpace(p.data[end+1 : next])
		if !continues(line) {
			return end
		}
		end = next
		if len(line) > 0 && (line[0] == ']' || line[0] == '}') {
			return end
		}
	}
	return end
}

// continues reports whether a line cannot begin a statement or header of its
// own in a sensible file.
func continues(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	switch line[0] {
	case ']', '}', ',', '{', '#':
		return true
	case '"', '\'', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return bytes.IndexByte(line, '=') < 0
	}
	return false
}

// skipStrayValue passes a value that stands alone on the line after its key.
func (p *parser) skipStrayValue(end int) int {
	next := p.lineEndFrom(min(end+1, len(p.data)))
	if end >= len(p.data) {
		return end
	}
	line := bytes.TrimSpace(p.data[end+1 : next])
	if len(line) == 0 || bytes.IndexByte(line, '=') >= 0 {
		return end
	}
	if line[0] == '"' || line[0] == '\'' || line[0] >= '0' && line[0] <= '9' {
		return next
	}
	return end
}
