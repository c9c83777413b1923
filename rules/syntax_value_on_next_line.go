package rules

import (
	"bytes"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// ValueOnNextLine reports an equals sign with nothing behind it.
var ValueOnNextLine = &Rule{
	Code:     "SC1017",
	Name:     "syntax/value-on-next-line",
	Severity: diag.Error,
	Summary:  "Value starts on the line after the equals sign",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:253"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			p.Report(missingValue(p, e))
		}
	},
}

func missingValue(p *Pass, e *dialect.SyntaxError) diag.Finding {
	eq := uint32(bytes.LastIndexByte(p.File.Data[:e.Span.Start], '='))
	f := diag.At(source.Span{Start: eq, End: eq + 1}, "%s has no value on its line: %s", e.Key, serverStops(p, e)).
		On(e.Key).
		WithDetail("Write the value behind the equals sign; \"\" is an empty one.")
	line := p.File.LineSpan(p.File.Line(eq) + 1)
	text := bytes.TrimSpace(p.File.Data[line.Start:line.End])
	if len(text) == 0 || bytes.IndexByte(text, '=') >= 0 || !bytes.ContainsRune([]byte(`"'0123456789`), rune(text[0])) {
		return f
	}
	start := line.Start + uint32(bytes.Index(p.File.Data[line.Start:line.End], text))
	return f.WithFix("Move the value up", true, diag.Edit{Span: source.Span{Start: eq + 1, End: start}, New: " "})
}
