package rules

import (
	"bytes"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// claim gives the code of the rule that speaks about a syntax error, so that no error is
// reported twice and none is lost.
func claim(p *Pass, e *dialect.SyntaxError) string {
	switch {
	case e.Kind == dialect.ErrEncoding:
		return "SC1020" // NotUTF8
	case e.Kind == dialect.ErrDuplicateKey:
		return "SC1003" // DuplicateKey
	case endsUnterminated(p, e):
		return "SC1011" // NoFinalNewline
	case opensString(p, e):
		return "SC1013" // RunawayString
	case valueMissing(p, e):
		return "SC1017" // ValueOnNextLine
	case underscoreInNumber(p, e):
		return "SC1012" // NumberForm
	case badKeyCharacter(p, e):
		return "SC1007" // KeyNeedsQuotes
	case badStart(p, e):
		return "SC1008" // KeyStart
	}
	return "SC1018" // Unparsable
}

// claimed gives the syntax errors that belong to the running rule.
func (p *Pass) claimed() []*dialect.SyntaxError {
	var out []*dialect.SyntaxError
	errs := p.Doc.Errors
	if notText(p) {
		errs = errs[:1]
	}
	for i := range errs {
		if e := &errs[i]; claim(p, e) == p.rule.Code {
			out = append(out, e)
		}
	}
	return out
}

// notText reports a file of another kind, as UTF-16 or a program: where its
// lines end and what they hold says nothing.
func notText(p *Pass) bool {
	return len(p.Doc.Errors) > 0 && p.Doc.Errors[0].Kind == dialect.ErrEncoding && bytes.IndexByte(p.File.Data, 0) >= 0
}

// serverStops ends a message about a syntax error: only the first one is what
// the server prints.
func serverStops(p *Pass, e *dialect.SyntaxError) string {
	if e == &p.Doc.Errors[0] {
		return "the server refuses the file"
	}
	return "the server would refuse the file here too"
}

// endsUnterminated tells a complete value that lacks only the newline from a
// value, string or array cut off in the middle.
func endsUnterminated(p *Pass, e *dialect.SyntaxError) bool {
	n := len(p.Doc.Statements)
	if e.Kind != dialect.ErrEOF || n == 0 {
		return false
	}
	last := &p.Doc.Statements[n-1]
	return !last.Broken && !last.ValueSpan.Empty() && !bytes.HasSuffix(p.File.Data, []byte{'\n'})
}

// opensString reports an error inside or after a string that began on an
// earlier line.
func opensString(p *Pass, e *dialect.SyntaxError) bool {
	if e.Opened.Empty() || e.Kind == dialect.ErrDuplicateKey {
		return false
	}
	c := p.File.Data[e.Opened.Start]
	return c == '"' || c == '\''
}

// valueMissing reports a line that ends after the equals sign.
func valueMissing(p *Pass, e *dialect.SyntaxError) bool {
	if e.Kind != dialect.ErrEOL && e.Kind != dialect.ErrEOF {
		return false
	}
	before := bytes.TrimRight(p.File.Data[:min(int(e.Span.Start), len(p.File.Data))], " \t\r")
	return bytes.HasSuffix(before, []byte{'='})
}

func underscoreInNumber(p *Pass, e *dialect.SyntaxError) bool {
	i := int(e.Span.Start)
	return e.Kind == dialect.ErrExpected && i > 0 && i < len(p.File.Data) && p.File.Data[i] == '_' && isDigit(p.File.Data[i-1])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// badKeyCharacter reports a character that releases before 0.13.1 refuse in a
// key without quotes.
func badKeyCharacter(p *Pass, e *dialect.SyntaxError) bool {
	if e.Kind != dialect.ErrUnexpected || p.Doc.Generation == dialect.Gen015 {
		return false
	}
	return !atLineStart(p, e) && e.Key != ""
}

// badStart reports a line, header or inline table that begins with something
// the server's parser does not take.
func badStart(p *Pass, e *dialect.SyntaxError) bool {
	if e.Kind == dialect.ErrEOL || e.Kind == dialect.ErrEOF {
		line := p.File.LineSpan(e.Line)
		return bytes.HasPrefix(bytes.TrimLeft(p.File.Data[line.Start:line.End], " \t["), []byte(`"`)) &&
			bytes.HasPrefix(bytes.TrimLeft(p.File.Data[line.Start:line.End], " \t"), []byte("["))
	}
	return e.Kind == dialect.ErrUnexpected && atLineStart(p, e)
}

func atLineStart(p *Pass, e *dialect.SyntaxError) bool {
	line := p.File.LineSpan(p.File.Line(e.Span.Start))
	before := p.File.Data[line.Start:min(e.Span.Start, line.End)]
	return len(bytes.TrimLeft(before, " \t\r[")) == 0
}
