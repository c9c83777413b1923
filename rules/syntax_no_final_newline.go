package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
)

// NoFinalNewline reports a last setting that ends with the file: the server's
// parser wants a line feed or a comment after every value.
var NoFinalNewline = &Rule{
	Code:     "SC1011",
	Name:     "syntax/no-final-newline",
	Severity: diag.Error,
	Summary:  "File does not end with a newline",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:373"}},
	Check: func(p *Pass) {
		end := uint32(len(p.File.Data))
		for _, e := range p.claimed() {
			span := source.Span{Start: max(end, 1) - 1, End: end}
			p.Report(diag.At(span, "The last line has no line feed: the server stops at line %d with an unexpected end of file", e.Line).
				On(e.Key).
				WithDetail("End the file with a newline; the server accepts a last line without one only after a table header or a comment.").
				WithFix("Add the final newline", true, diag.Edit{Span: source.Span{Start: end, End: end}, New: "\n"}))
		}
	},
}
