package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// LiteralStringEscapes reports backslashes in single quotes: TOML keeps them,
// the server takes them as escapes.
var LiteralStringEscapes = &Rule{
	Code:     "SC1009",
	Name:     "syntax/literal-string-escapes",
	Severity: diag.Error,
	Summary:  "Backslash in a single-quoted string is dropped",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:353"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if e.Form != dialect.Literal {
				continue
			}
			written := inner(p.File.Text(e.ValueSpan), 1)
			if !lostBackslash(written) {
				continue
			}
			f := diag.At(e.ValueSpan, "%s has a backslash in single quotes: the server treats it as an escape there too and drops or translates it", e.Key).
				On(e.Key).
				WithDetail("Put the text in three single quotes, where nothing is escaped, or write every backslash twice.")
			if !strings.Contains(written, "\n") && !strings.HasSuffix(written, "'") {
				f = f.WithFix("Use three single quotes", false, diag.Edit{Span: e.ValueSpan, New: "'''" + written + "'''"})
			}
			p.Report(f)
		}
	},
}

// inner is a string without the given number of quotes on either side.
func inner(written string, quotes int) string {
	if len(written) < 2*quotes {
		return ""
	}
	return written[quotes : len(written)-quotes]
}

// lostBackslash reports a backslash that escapes neither a backslash nor a
// quote, so that the writer cannot have meant it as an escape. A text with an
// escaped quote was written for this server and is left alone.
func lostBackslash(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		if i+1 >= len(s) || s[i+1] != '\\' && s[i+1] != '\'' && s[i+1] != '"' {
			return true
		}
		i++
	}
	return false
}
