package rules

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// NumberForm reports numbers in forms that TOML has and the server has not.
var NumberForm = &Rule{
	Code:     "SC1012",
	Name:     "syntax/number-underscore",
	Severity: diag.Error,
	Summary:  "Number with underscores or other TOML-only number form",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:386"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			s := numberAround(p, e.Span)
			plain := strings.ReplaceAll(p.File.Text(s), "_", "")
			p.Report(diag.At(s, "%s = %s has an underscore, which ends an unquoted value here: %s", e.Key, p.File.Text(s), serverStops(p, e)).
				On(e.Key).
				WithDetail("Write %s.", plain).
				WithFix("Remove the underscores", true, diag.Edit{Span: s, New: plain}))
		}
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if e.Form != dialect.Bare || len(e.Value) < 3 || e.Value[0] != '0' || !strings.ContainsRune("xob", rune(e.Value[1])) {
				continue
			}
			if n, err := strconv.ParseUint(e.Value, 0, 64); err == nil {
				dec := strconv.FormatUint(n, 10)
				p.Report(diag.At(e.ValueSpan, "%s = %s stays text: the server knows decimal numbers only", e.Key, e.Value).
					On(e.Key).
					WithDetail("Write %s.", dec).
					WithFix("Write the number in decimal", false, diag.Edit{Span: e.ValueSpan, New: dec}))
			}
		}
	},
}

// numberAround widens a span to the digits and underscores it stands in.
func numberAround(p *Pass, s source.Span) source.Span {
	in := func(c byte) bool { return isDigit(c) || c == '_' || c == '.' || c == '+' || c == '-' }
	for s.Start > 0 && in(p.File.Data[s.Start-1]) {
		s.Start--
	}
	for s.End < uint32(len(p.File.Data)) && in(p.File.Data[s.End]) {
		s.End++
	}
	return s
}
