package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// MultilineNoEscapes reports escapes in three double quotes that the server
// keeps as they are written.
var MultilineNoEscapes = &Rule{
	Code:     "SC1010",
	Name:     "syntax/multiline-no-escapes",
	Severity: diag.Warning,
	Summary:  "Escapes are not processed in triple-quoted strings",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:326"}},
	Check: func(p *Pass) {
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if e.Form != dialect.MultiBasic || !strings.Contains(e.Value, `\`) || ownEscapes(e.Key) {
				continue
			}
			if esc := tomlEscape(e.Value); esc != "" {
				p.Report(diag.At(e.ValueSpan, "%s has %s in three double quotes: TOML would translate it, the server keeps the two characters", e.Key, esc).
					On(e.Key).
					WithDetail("Write the line break or character itself, or use a plain string in double quotes, where \\n, \\r and \\t are translated."))
			}
		}
	},
}

// ownEscapes reports settings whose text has an escape syntax of its own, such
// as expressions, scripts and regular expressions.
func ownEscapes(key string) bool {
	return strings.HasSuffix(key, ".contents") || strings.HasSuffix(key, ".if") || strings.HasSuffix(key, ".then") || strings.HasSuffix(key, ".else")
}

// tomlEscape is the first escape that stands for a control or Unicode
// character in TOML, or "".
func tomlEscape(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		switch s[i+1] {
		case 'n', 't', 'r', 'u', 'U':
			return s[i : i+2]
		}
		i++
	}
	return ""
}
