package rules

import (
	"bytes"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
)

// ArrayTablesInterleaved reports [[x]] blocks with another [[y]] in between:
// the server forgets its count of x and starts again at 0000.
var ArrayTablesInterleaved = &Rule{
	Code:     "SC1001",
	Name:     "syntax/array-tables-interleaved",
	Severity: diag.Error,
	Summary:  "[[x]] blocks are interrupted by another [[y]]",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:74"}},
	Check: func(p *Pass) {
		firsts, lasts := map[string]int{}, map[string]int{}
		for i := range p.Doc.Headers {
			h := &p.Doc.Headers[i]
			if !h.Array {
				continue
			}
			if first, ok := firsts[h.Base]; ok && h.Index == 0 {
				p.Report(interleaved(p, first, lasts[h.Base], i))
			} else if !ok {
				firsts[h.Base] = i
			}
			lasts[h.Base] = i
		}
	},
}

func interleaved(p *Pass, first, last, again int) diag.Finding {
	h := &p.Doc.Headers[again]
	f := diag.At(h.Span, "[[%s]] begins again at index 0000 because another array of tables came in between: its settings collide with those of the first block", h.Base).
		On(h.Base).
		WithDetail("Keep all [[%s]] blocks together. The server counts on only while no [[other]] header intervenes; equal keys then stop it as duplicates, different ones merge into one entry.", h.Base).
		WithRelated(p.Doc.Headers[first].Span, "index 0000 is already used here")
	block, target := blockOf(p, again), blockOf(p, last)
	if text := p.File.Data[block.Start:block.End]; bytes.HasSuffix(text, []byte("\n")) && bytes.HasSuffix(p.File.Data[target.Start:target.End], []byte("\n")) {
		f = f.WithFix("Move the block behind the others of its name", false,
			diag.Edit{Span: source.Span{Start: target.End, End: target.End}, New: string(text)},
			diag.Edit{Span: block})
	}
	return f
}

// blockOf is the text of a header and its settings, to the next header.
func blockOf(p *Pass, i int) source.Span {
	start := p.File.LineSpan(p.File.Line(p.Doc.Headers[i].Span.Start)).Start
	end := uint32(len(p.File.Data))
	if i+1 < len(p.Doc.Headers) {
		end = p.File.LineSpan(p.File.Line(p.Doc.Headers[i+1].Span.Start)).Start
	}
	return source.Span{Start: start, End: end}
}
