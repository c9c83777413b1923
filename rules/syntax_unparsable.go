package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// Unparsable reports every other place where the server's parser stops.
var Unparsable = &Rule{
	Code:     "SC1018",
	Name:     "syntax/unparsable",
	Severity: diag.Error,
	Summary:  "File does not parse",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:33"}, {"0.15.5", "crates/common/src/manager/boot.rs:249"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			if e.Kind == dialect.ErrTooLarge {
				p.Report(diag.At(e.Span, "The flattened names of the settings take too much memory: stalcfg reads no further").
					WithDetail("Every key carries the names of its tables. Shorten the names: what follows was not checked."))
				continue
			}
			found := "Found " + quoteByte(p, e.Span)
			if e.Span.Empty() {
				found = "The file ends"
			}
			p.Report(diag.At(e.Span, "%s where it cannot stand: %s", found, serverStops(p, e)).
				On(e.Key).
				WithDetail("%s.", sentence(e.Detail)))
		}
	},
}

// sentence gives a text a capital letter.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return string(asciiUpper(s[0])) + s[1:]
}

func asciiUpper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}
