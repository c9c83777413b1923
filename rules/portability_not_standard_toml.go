package rules

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// NotStandardTOML reports the first place at which a TOML 1.0 parser refuses a
// file that the server takes.
var NotStandardTOML = &Rule{
	Code:     "SC9401",
	Name:     "portability/not-standard-toml",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "File is not standard TOML",
	Cites:    []Cite{{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/1822"}, {"0.15.5", "crates/utils/src/config/parser.rs:33"}},
	Check: func(p *Pass) {
		if !p.Doc.Accepted() {
			return
		}
		if at, what, ok := strictError(p.File.Data); ok {
			p.Report(diag.At(at, "The server takes the file, TOML tools refuse it here: %s", what).
				WithDetail("Editors, Nix, Helm and templating tools read strict TOML. `stalcfg fmt` rewrites what has a standard spelling."))
		} else if h, ok := reopened(p.Doc); ok {
			p.Report(diag.At(h.Span, "The table [%s] is opened a second time: the server joins both, TOML tools refuse the file", h.Name).
				On(h.Name).
				WithDetail("Put all settings of the table below one header."))
		}
	},
}

// strictError parses with a TOML 1.0 parser and gives its first error.
func strictError(data []byte) (at source.Span, what string, found bool) {
	parser := unstable.Parser{}
	parser.Reset(data)
	for parser.NextExpression() {
	}
	var pe *unstable.ParserError
	if !errors.As(parser.Error(), &pe) {
		return at, "", false
	}
	if len(pe.Highlight) > 0 {
		r := parser.Range(pe.Highlight)
		at = source.Span{Start: r.Offset, End: r.Offset + r.Length}
	}
	return at, pe.Message, true
}

// reopened finds the first table that has two headers.
func reopened(doc *dialect.Document) (*dialect.Header, bool) {
	seen := map[string]bool{}
	for i := range doc.Headers {
		h := &doc.Headers[i]
		if h.Array {
			continue
		}
		if seen[h.Name] {
			return h, true
		}
		seen[h.Name] = true
	}
	return nil, false
}
