package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// BareString reports words without quotes that the server takes as text and
// that TOML does not have.
var BareString = &Rule{
	Code:     "SC1002",
	Name:     "syntax/bare-string",
	Severity: diag.Warning,
	Summary:  "Unquoted word used as a string",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:386"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if e.Form != dialect.Bare || dialect.IsScalar(e.Value) {
				continue
			}
			p.Report(diag.At(e.ValueSpan, "%s = %s is a word without quotes: the server reads it as text, TOML tools and editors refuse the file", e.Key, e.Value).
				On(e.Key).
				WithDetail("Write %q.", e.Value).
				WithFix("Put quotes around the word", true, diag.Edit{Span: e.ValueSpan, New: `"` + e.Value + `"`}))
		}
	},
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
