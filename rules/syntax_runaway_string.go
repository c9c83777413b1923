package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// RunawayString reports a quote that is not closed on its line and so takes
// settings of the following lines into the value.
var RunawayString = &Rule{
	Code:     "SC1013",
	Name:     "syntax/runaway-string",
	Severity: diag.Error,
	Summary:  "Unclosed quote swallows following lines",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:350"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			f := diag.At(openingLine(p, e.Opened), "The quote of %s is not closed on its line: %s, and names line %d", e.Key, serverStops(p, e), e.Line).
				On(e.Key).
				WithDetail("Close the quote. Strings in plain quotes may span lines, so everything up to the next quote belongs to the value.")
			if int(e.Span.Start) < len(p.File.Data) {
				f = f.WithRelated(e.Span, "the server stumbles here")
			}
			p.Report(f)
		}
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if e.Form == dialect.Basic || e.Form == dialect.Literal {
				reportSwallowed(p, e)
			}
		}
	},
}

// reportSwallowed speaks when a value holds what looks like further settings.
func reportSwallowed(p *Pass, e *dialect.Entry) {
	written := p.File.Text(e.ValueSpan)
	first, rest, ok := strings.Cut(written, "\n")
	if !ok {
		return
	}
	for _, line := range strings.Split(rest, "\n") {
		if looksLikeSetting(line) {
			s := source.Span{Start: e.ValueSpan.Start, End: e.ValueSpan.Start + uint32(len(strings.TrimRight(first, " \t\r")))}
			p.Report(diag.At(s, "The quote of %s is not closed on its line: the following lines become part of the value", e.Key).
				On(e.Key).
				WithDetail("Close the quote, or use three quotes if the value is meant to have several lines."))
			return
		}
	}
}

// looksLikeSetting recognises `key = ` and `[table]` lines.
func looksLikeSetting(line string) bool {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
		return strings.Trim(line, "[]abcdefghijklmnopqrstuvwxyz0123456789.-_\"") == "" && len(line) > 2
	}
	key, _, ok := strings.Cut(line, " = ")
	return ok && key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789.-_\"") == ""
}

// openingLine runs from an opening quote to the end of its line.
func openingLine(p *Pass, open source.Span) source.Span {
	end := p.File.LineSpan(p.File.Line(open.Start)).End
	return source.Span{Start: open.Start, End: max(end, open.Start+1)}
}
