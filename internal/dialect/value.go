package dialect

import (
	"fmt"

	"github.com/stalcfg/stalcfg/internal/source"
)

// stops is the set of characters that end a value.
type stops uint8

const (
	stopLine   stops = iota // the line feed
	stopArray               // , and ]
	stopInline              // , and }
)

func (s stops) has(c byte) bool {
	switch s {
	case stopLine:
		return c == '\n'
	case stopArray:
		return c == ',' || c == ']'
	}
	return c == ',' || c == '}'
}

// String words what ends the value, for messages.
func (s stops) String() string {
	return [...]string{"the end of the line", "a comma or ]", "a comma or }"}[s]
}

// value reads one value and what ends it, which it returns. The line feed that
// ends a top-level value is left to the document loop.
func (p *parser) value(key string, at source.Span, stop stops, nest int) (byte, bool) {
	if nest == maxNesting {
		return 0, p.fail(ErrNesting, fmt.Sprintf("arrays and inline tables may be nested %d deep", maxNesting-1))
	}
	p.blanks()
	if p.pos >= len(p.data) || p.data[p.pos] == '\n' {
		return 0, p.fault0(nest, p.fail(ErrEOL, "a value must begin on the line of its key"))
	}
	if nest == 0 {
		p.valueStart = p.pos
	}
	c := p.data[p.pos]
	ok := true
	switch {
	case c == '[' || c == '{':
		open := span(p.pos, p.pos+1)
		if c == '[' {
			ok = p.array(key, at, nest)
		} else {
			ok = p.inline(key, at, nest)
		}
		if !ok && p.bracket.Empty() {
			p.bracket = open // the innermost one
		}
	case c == '"' || c == '\'':
		ok = p.quoted(key, at, nest)
	case c == '!' && p.doc.Generation == Gen06:
		ok = p.envReference(key, at, nest)
	case c == '.' || c == '+' || c == '-' || p.alnumWidth(p.pos) > 0:
		ok = p.bare(key, at, nest)
	case stop.has(c):
		p.emit(Punct, p.pos, p.pos+1)
		p.pos++
		return c, true
	default:
		ok = p.fail(ErrExpected, "a value begins with a quote, a letter, a digit, [ or {")
	}
	if !ok {
		return 0, p.fault0(nest, false)
	}
	if nest == 0 {
		p.valueEnd = p.pos
	}
	return p.after(stop, nest)
}

// fault0 remembers that a fault lies inside an array or inline table.
func (p *parser) fault0(nest int, ok bool) bool {
	p.nestedFault = p.nestedFault || nest > 0
	return ok
}

// after reads what may stand between a value and the character that ends it.
func (p *parser) after(stop stops, nest int) (byte, bool) {
	for {
		p.blanks()
		if p.pos >= len(p.data) {
			return 0, p.fault0(nest, p.fail(ErrEOF, "the file ends where "+stop.String()+" is expected"))
		}
		c := p.data[p.pos]
		switch {
		case c == '#':
			start := p.pos
			p.comment()
			if stop == stopLine {
				p.trailing = span(start, p.pos)
				return '\n', true
			}
		case c == '\n':
			if stop == stopLine {
				return '\n', true
			}
			p.emit(Newline, p.pos, p.pos+1)
			p.pos++
		case stop.has(c):
			p.emit(Punct, p.pos, p.pos+1)
			p.pos++
			return c, true
		default:
			return 0, p.fault0(nest, p.fail(ErrExpected, stop.String()+" is expected after a value"))
		}
	}
}

// array reads [a, b, …]: elements get four-digit names.
func (p *parser) array(key string, at source.Span, nest int) bool {
	p.emit(Punct, p.pos, p.pos+1)
	p.pos++
	p.seek()
	for i := 0; ; i++ {
		if p.names.total > p.maxNames {
			return p.tooLarge()
		}
		p.keyBuf = appendIndex(append(append(p.keyBuf[:0], key...), '.'), i)
		stop, ok := p.value(p.names.add(p.keyBuf), at, stopArray, nest+1)
		if !ok {
			return false
		}
		if stop == ']' {
			return true
		}
		p.seek()
	}
}

// inline reads { a = 1, b = 2 } or the set { a, b }.
func (p *parser) inline(key string, at source.Span, nest int) bool {
	p.emit(Punct, p.pos, p.pos+1)
	p.pos++
	for {
		if p.names.total > p.maxNames {
			return p.tooLarge()
		}
		p.keyBuf = append(append(p.keyBuf[:0], key...), '.')
		base, start := len(p.keyBuf), p.pos
		stop, ok := p.key(base, true)
		if !ok {
			p.nestedFault = true
			return false
		}
		sub, where := p.names.add(p.keyBuf), p.trimmed(start, p.pos-1)
		if stop == '=' {
			p.seek()
			if stop, ok = p.value(sub, where, stopInline, nest+1); !ok {
				return false
			}
			if stop == ',' {
				p.seek()
			}
		} else if len(sub) > base && !p.insert(Entry{Key: sub, Form: SetMember, KeySpan: at, ValueSpan: where, Nested: true}) {
			return false
		}
		if stop == '}' {
			return true
		}
	}
}

// bare reads a word of letters, digits, dots, + and -.
func (p *parser) bare(key string, at source.Span, nest int) bool {
	start := p.pos
	for p.pos < len(p.data) {
		if c := p.data[p.pos]; isASCIIAlnum(c) || c == '.' || c == '+' || c == '-' {
			p.pos++
		} else if n := p.alnumWidth(p.pos); n > 0 {
			p.pos += n
		} else {
			break
		}
	}
	p.emit(ValueText, start, p.pos)
	return p.insert(Entry{Key: key, Value: p.text[start:p.pos], Form: Bare, KeySpan: at, ValueSpan: span(start, p.pos), Nested: nest > 0})
}

// envReference reads !NAME of releases up to 0.6. The value is not known from
// the file; the server takes an unset variable as empty.
func (p *parser) envReference(key string, at source.Span, nest int) bool {
	start := p.pos
	p.pos++
	for p.pos < len(p.data) {
		if n := p.alnumWidth(p.pos); n > 0 {
			p.pos += n
		} else if c := p.data[p.pos]; c == '_' || c == '-' {
			p.pos++
		} else {
			break
		}
	}
	p.emit(ValueText, start, p.pos)
	return p.insert(Entry{Key: key, Form: EnvReference, KeySpan: at, ValueSpan: span(start, p.pos), Nested: nest > 0})
}

// insert stores an entry. A second value for a key is where the server stops;
// it is kept, marked, and reading goes on.
func (p *parser) insert(e Entry) bool {
	e.Statement = len(p.doc.Statements) - 1
	if i, ok := p.first.put(p.doc.Entries, e.Key, len(p.doc.Entries)); ok {
		e.Duplicate = true
		p.doc.Entries = append(p.doc.Entries, e)
		before := p.doc.Entries[i]
		saved := p.fault
		at := int(e.ValueSpan.End)
		p.failAt(ErrDuplicateKey, max(at, 1)-1, at, "the key has a value already")
		p.fault.Span, p.fault.Key, p.fault.Opened = e.KeySpan, e.Key, before.KeySpan.Cover(before.ValueSpan)
		if e.Form == SetMember || e.Nested {
			p.fault.Span = e.ValueSpan
		}
		p.report()
		p.fault = saved
		return true
	}
	p.doc.Entries = append(p.doc.Entries, e)
	return true
}
