package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// EscapeDiffers reports escapes in plain strings that mean something else to
// the server than to TOML, or than the writer can have meant.
var EscapeDiffers = &Rule{
	Code:     "SC1019",
	Name:     "syntax/escape-differs",
	Severity: diag.Error,
	Summary:  "Escape in a quoted string is not the one TOML knows",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:350"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if e.Form != dialect.Basic || looksLikeWindowsPath(p.File.Text(e.ValueSpan)) {
				continue
			}
			if esc, what := strangeEscape(inner(p.File.Text(e.ValueSpan), 1)); esc != "" {
				p.Report(diag.At(e.ValueSpan, "%s has %s in double quotes: the server %s", e.Key, esc, what).
					On(e.Key).
					WithDetail("The server knows \\n, \\r, \\t, \\\\ and \\\" only. Write a backslash twice where it stands before another letter, or use three single quotes, where nothing is escaped."))
			}
		}
	},
}

// strangeEscape finds the first escape that the server does not read as TOML
// does, and says what it does instead.
func strangeEscape(s string) (esc, what string) {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		c := s[i+1]
		switch {
		case c == 'n', c == 'r', c == 't', c == '"', c == '\'', c == '\n':
		case c == '\\':
			if i+2 < len(s) && (s[i+2] == 'n' || s[i+2] == 'r' || s[i+2] == 't') {
				return s[i : i+3], "reads a backslash followed by a line break or tab, because the second backslash escapes the letter too"
			}
		case c == 'u' || c == 'U' || c == 'b' || c == 'f' || c == 'e' || c == 'x':
			return s[i : i+2], "does not know this escape and keeps only the letter " + string(c)
		default:
			return s[i : i+2], "drops the backslash"
		}
		i++
	}
	return "", ""
}
