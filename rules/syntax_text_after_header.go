package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TextAfterHeader reports text behind a table header, which the server drops.
var TextAfterHeader = &Rule{
	Code:     "SC1015",
	Name:     "syntax/text-after-header",
	Severity: diag.Error,
	Summary:  "Text after a table header is ignored",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:98"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Headers {
			h := &p.Doc.Headers[i]
			if h.Rest.Empty() {
				continue
			}
			p.Report(diag.At(h.Rest, "Text after the header [%s] is ignored to the end of the line", h.Name).
				On(h.Name).
				WithDetail("Put the setting on a line of its own, or # before a comment.").
				WithFix("Move the text to the next line", false, diag.Edit{Span: gapBefore(h), New: "\n"}))
		}
	},
}

// gapBefore is the blanks between a header and the text behind it.
func gapBefore(h *dialect.Header) source.Span {
	return source.Span{Start: h.Span.End, End: h.Rest.Start}
}
