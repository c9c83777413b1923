package dialect

import (
	"unicode"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/source"
)

// maxNesting is the depth of arrays and inline tables at which the server gives
// up (v0.15.5 crates/utils/src/config/parser.rs).
const maxNesting = 10

// parser walks the bytes once. Errors are noted in fault and carried out by
// false returns; the document loop then recovers.
type parser struct {
	doc  *Document
	data []byte
	text string // the same bytes, so that values can be substrings
	pos  int

	table       []byte // name of the current table with its trailing dot
	lastArray   string // base name of the last [[array of tables]]
	arrayIndex  int
	baseEnd     int // offset of the bracket behind the name of the current [[array of tables]]
	keyBuf      []byte
	valueBuf    []byte
	names       names
	maxNames    int      // bytes of names at which reading stops
	first       keyIndex // the first entry of each key
	fault       SyntaxError
	opened      source.Span // quote of the last string of the current statement that spans lines
	valueStart  int         // where the value of the current statement begins, -1 before it
	valueEnd    int         // where it ends, -1 until all of it was read
	trailing    source.Span // comment behind the value of the current statement
	rewound     int         // bytes read twice because of unclosed quotes
	tokenMark   int         // tokens of the current statement begin here
	runaway     [256]bool   // quotes known to have no partner up to the end of the file
	nestedFault bool        // the fault is inside an array or inline table
	bracket     source.Span // that array's or table's opening bracket
	faultLines  []uint64    // a bit for each line with a reported fault
}

func span(start, end int) source.Span { return source.Span{Start: uint32(start), End: uint32(end)} }

// emit adds a token; empty ones are left out.
func (p *parser) emit(kind TokenKind, start, end int) {
	if end > start {
		p.doc.Tokens = append(p.doc.Tokens, Token{kind, span(start, end)})
	}
}

// emitBlank adds blanks, to the token before where that has blanks too.
func (p *parser) emitBlank(start, end int) {
	if n := len(p.doc.Tokens); n > 0 {
		if t := &p.doc.Tokens[n-1]; t.Kind == Blank && int(t.Span.End) == start {
			t.Span.End = uint32(end)
			return
		}
	}
	p.emit(Blank, start, end)
}

// failAt notes a syntax error at a byte range and returns false for the caller
// to pass on.
func (p *parser) failAt(kind ErrorKind, start, end int, detail string) bool {
	p.fault = SyntaxError{Kind: kind, Span: span(start, end), Line: p.doc.File.Line(uint32(start)), Detail: detail}
	return false
}

// fail notes an error at the character under the cursor, or at the end.
func (p *parser) fail(kind ErrorKind, detail string) bool {
	if p.pos >= len(p.data) {
		return p.failAt(ErrEOF, len(p.data), len(p.data), detail)
	}
	return p.failAt(kind, p.pos, p.pos+p.width(), detail)
}

// width is the length of the character under the cursor.
func (p *parser) width() int {
	if p.data[p.pos] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRune(p.data[p.pos:])
	return n
}

// lineEnd is the offset of the line feed that ends the current line, or of the
// end of the file.
func (p *parser) lineEnd() int {
	return p.lineEndFrom(p.pos)
}

// comment consumes a comment up to, but not including, the line feed.
func (p *parser) comment() {
	end := p.lineEnd()
	p.emit(Comment, p.pos, end)
	p.pos = end
}

// seek passes blanks, line feeds and comments and reports whether anything is
// left.
func (p *parser) seek() bool {
	for p.pos < len(p.data) {
		switch p.data[p.pos] {
		case '\n':
			p.emit(Newline, p.pos, p.pos+1)
			p.pos++
		case '\r', ' ', '\t':
			p.blanks()
		case '#':
			p.comment()
		default:
			return true
		}
	}
	return false
}

// blanks passes blanks on the line.
func (p *parser) blanks() {
	start := p.pos
	for p.pos < len(p.data) && isBlank(p.data[p.pos]) {
		p.pos++
	}
	if p.pos > start {
		p.emitBlank(start, p.pos)
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

func isASCIIAlnum(c byte) bool {
	return c|0x20-'a' < 26 || c-'0' < 10 // byte arithmetic wraps around
}

// alnumWidth is the length of the letter or digit at i as Rust's
// char::is_alphanumeric sees it, or 0. Characters that Unicode added lately are
// letters or not depending on the release of Go and of Rust.
func (p *parser) alnumWidth(i int) int {
	c := p.data[i]
	if c < utf8.RuneSelf {
		if isASCIIAlnum(c) {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRune(p.data[i:])
	if r == utf8.RuneError && n == 1 {
		return 0
	}
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Other_Alphabetic, r) {
		return n
	}
	return 0
}
