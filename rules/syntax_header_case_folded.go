package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// HeaderCaseFolded reports capital letters in a table header: the server folds
// all but the first, so the header names another table than it shows.
var HeaderCaseFolded = &Rule{
	Code:     "SC1004",
	Name:     "syntax/header-case-folded",
	Severity: diag.Warning,
	Summary:  "Table header has upper-case letters",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:88"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Headers {
			h := &p.Doc.Headers[i]
			written := p.File.Text(h.NameSpan)
			folded := foldHeader(written)
			if folded == written {
				continue
			}
			what := "reads it as " + h.Base
			if c := h.Base[0]; 'A' <= c && c <= 'Z' {
				what += ", keeping the first letter only, and reads no setting of that name"
			}
			p.Report(diag.At(h.NameSpan, "The table name %s has upper-case letters: the server %s", written, what).
				On(h.Base).
				WithDetail("Write %s. Letters of a header outside quotes are lower-cased except the very first; keys are never changed.", folded).
				WithFix("Write the name in lower case", false, diag.Edit{Span: h.NameSpan, New: folded}))
		}
	},
}

// foldHeader lower-cases the parts of a header that are outside quotes.
func foldHeader(s string) string {
	if schema.LowerASCII(s) == s {
		return s
	}
	parts := strings.Split(s, `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = schema.LowerASCII(parts[i])
	}
	return strings.Join(parts, `"`)
}
