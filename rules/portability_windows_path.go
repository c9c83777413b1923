package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// WindowsPath reports backslashes of a Windows path in quotes.
var WindowsPath = &Rule{
	Code:     "SC9404",
	Name:     "portability/windows-path",
	Severity: diag.Error,
	Summary:  "Backslashes in a quoted path are lost",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:350"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			written := p.File.Text(e.ValueSpan)
			if e.Form != dialect.Basic || !looksLikeWindowsPath(written) {
				continue
			}
			p.Report(diag.At(e.ValueSpan, "%s is a Windows path with single backslashes: the server drops or translates them", e.Key).
				On(e.Key).
				WithDetail("Write the path with forward slashes.").
				WithFix("Use forward slashes", false, diag.Edit{Span: e.ValueSpan, New: strings.ReplaceAll(written, `\`, "/")}))
		}
	},
}

// looksLikeWindowsPath recognises "C:\\dir" in quotes with single backslashes.
func looksLikeWindowsPath(written string) bool {
	if strings.IndexByte(written, '\\') < 0 {
		return false
	}
	s := strings.Trim(written, `"'`)
	if len(s) < 4 || s[1] != ':' || s[2] != '\\' || s[3] == '\\' {
		return false
	}
	c := s[0] | 0x20
	return 'a' <= c && c <= 'z' && !strings.Contains(s, `\\`)
}
