package rules

import (
	"bytes"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// KeyStart reports lines and headers that begin with something the server's
// parser does not take.
var KeyStart = &Rule{
	Code:     "SC1008",
	Name:     "syntax/key-start",
	Severity: diag.Error,
	Summary:  "Line starts with a character the parser does not accept",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:115"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			p.Report(badBeginning(p, e))
		}
	},
}

func badBeginning(p *Pass, e *dialect.SyntaxError) diag.Finding {
	at := p.File.Data[e.Span.Start:]
	if bytes.HasPrefix(at, []byte("\uFEFF")) {
		return diag.At(e.Span, "The file begins with a byte-order mark: %s", serverStops(p, e)).
			WithDetail("Save it as UTF-8 without a byte-order mark.").
			WithFix("Remove the byte-order mark", true, diag.Edit{Span: source.Span{Start: e.Span.Start, End: e.Span.Start + 3}})
	}
	line := p.File.LineSpan(p.File.Line(e.Span.Start))
	if bytes.HasPrefix(bytes.TrimLeft(p.File.Data[line.Start:line.End], " \t"), []byte("[")) && bytes.ContainsAny(p.File.Data[line.Start:line.End], "\"'") {
		open := line.Start + uint32(bytes.IndexAny(p.File.Data[line.Start:line.End], "\"'"))
		at := source.Span{Start: open, End: open + 1}
		return diag.At(at, "A table name begins with %s: %s", quoteByte(p, at), serverStops(p, e)).
			WithDetail("Begin the name without quotes; later parts may be quoted: [server.\"a b\"].")
	}
	f := diag.At(e.Span, "A line begins with %s: %s", quoteByte(p, e.Span), serverStops(p, e)).
		WithDetail("A key begins with a letter, a digit or a double quote; a comment begins with #.")
	if end := closingSingle(p, e.Span.Start, line.End); end > 0 {
		inner := string(p.File.Data[e.Span.Start+1 : end])
		f = f.WithFix("Use double quotes", true, diag.Edit{Span: source.Span{Start: e.Span.Start, End: end + 1}, New: `"` + inner + `"`})
	}
	return f
}

// closingSingle finds the end of a key in single quotes that may as well stand
// in double quotes.
func closingSingle(p *Pass, start, limit uint32) uint32 {
	if p.File.Data[start] != '\'' {
		return 0
	}
	for i := start + 1; i < limit; i++ {
		switch p.File.Data[i] {
		case '\'':
			return i
		case '"', '\\':
			return 0
		}
	}
	return 0
}
