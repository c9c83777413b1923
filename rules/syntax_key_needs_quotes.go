package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// KeyNeedsQuotes reports characters in a key without quotes that not every
// release, or no TOML tool, reads.
var KeyNeedsQuotes = &Rule{
	Code:     "SC1007",
	Name:     "syntax/key-needs-quotes",
	Severity: diag.Error,
	Summary:  "Key with @, space, slash or = is not quoted",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.12.5", "crates/utils/src/config/parser.rs:246"}, {"0.13.1", "CHANGELOG.md"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			p.Report(diag.At(e.Span, "The key %s holds %s outside quotes: releases before 0.13.1 refuse it, and %s", e.Key, quoteByte(p, e.Span), serverStops(p, e)).
				On(e.Key).
				WithDetail("Put the segment in double quotes."))
		}
		for i := range p.Doc.Statements {
			st := &p.Doc.Statements[i]
			if written := p.File.Text(st.KeySpan); !st.Broken && strings.ContainsAny(written, " \t") {
				reportBlankInKey(p, st, written)
			}
		}
	},
}

// reportBlankInKey speaks when the server drops a blank between two words.
func reportBlankInKey(p *Pass, st *dialect.Statement, written string) {
	outside := strings.Split(written, `"`)
	for i := 0; i < len(outside); i += 2 {
		for _, seg := range strings.Split(outside[i], ".") {
			if words := strings.Fields(seg); len(words) > 1 {
				p.Report(diag.At(st.KeySpan, "The key %q is read as %s: blanks outside quotes are dropped", written, st.Key).
					On(st.Key).
					WithDetail("Remove the blank, or put the segment in double quotes if the blank belongs to it."))
				return
			}
		}
	}
}

// quoteByte shows the character at a span for a message.
func quoteByte(p *Pass, s source.Span) string {
	switch text := p.File.Text(s); text {
	case "'":
		return "a single quote"
	case `"`:
		return "a double quote"
	case "\n", "\r":
		return "a line break"
	case "\t":
		return "a tab"
	case "":
		return "the end of the file"
	default:
		r := []rune(text)[0]
		if r < ' ' || r == 0x7f {
			return "a control character"
		}
		return "the character " + string(r)
	}
}
