package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/sieve"
	"github.com/stalcfg/stalcfg/internal/source"
)

// SieveSyntax reports Sieve scripts that the server cannot compile.
var SieveSyntax = &Rule{
	Code:     "SC8020",
	Name:     "mail/sieve-syntax",
	Severity: diag.Error,
	Summary:  "Sieve script does not compile",
	Since:    "0.7",
	Cites: []Cite{{"0.15.5", "crates/common/src/config/scripts.rs:278"}, {"0.15.5", "https://github.com/stalwartlabs/sieve/blob/main/src/compiler/grammar/instruction.rs"},
		{"0.15.5", "https://www.rfc-editor.org/rfc/rfc5228"}},
	Check: func(p *Pass) {
		unchecked, _ := p.Set.Value("sieve.trusted.no-capability-check")
		for _, of := range []string{"trusted", "untrusted"} {
			o := sieve.Options{Requires: of == "untrusted" || unchecked == "false"}
			for _, id := range p.Set.IDs("sieve."+of+".scripts", "contents") {
				x, ok := p.Set.Lookup("sieve." + of + ".scripts." + id + ".contents")
				if !ok || x.HasMacro() {
					continue
				}
				problem, ok := sieve.Check(x.Value, o)
				if ok {
					continue
				}
				f := p.Setting(x, "The %s script %s does not compile, line %d, column %d: %s. The server logs an error and does without the script", of, id, problem.Line, problem.Column, problem.Message)
				f.Span = p.placeInside(x, problem.Offset, problem.End)
				if problem.Help != "" {
					f = f.WithDetail("%s", problem.Help)
				}
				p.Report(f)
			}
		}
	},
}

// placeInside is the place in the file of a part of a value, the whole value where the
// file writes it with escapes.
func (p *Pass) placeInside(x *settings.Setting, start, end int) source.Span {
	at := x.ValueSpan
	inside := strings.Index(p.File.Text(at), x.Value)
	if inside < 0 || x.Value == "" {
		return at
	}
	at.Start += uint32(inside)
	return source.Span{Start: at.Start + uint32(start), End: at.Start + uint32(end)}
}
