package rules

import (
	"bytes"
	"sort"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// DuplicateKey reports a key that is set twice, in whatever spelling.
var DuplicateKey = &Rule{
	Code:     "SC1003",
	Name:     "syntax/duplicate-key",
	Severity: diag.Error,
	Summary:  "Same key set twice",
	Fix:      SafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:441"}},
	Check: func(p *Pass) {
		if p.Set.Len() == len(p.Doc.Entries) {
			return // the set has no duplicates
		}
		said := -1 // statement that was reported last: one finding is enough for each
		for i := range p.Doc.Entries {
			e := &p.Doc.Entries[i]
			if !e.Duplicate || e.Statement == said {
				continue
			}
			x, ok := p.Set.Lookup(e.Key)
			if !ok || x.Order > i {
				continue
			}
			first := &p.Doc.Entries[x.Order]
			said = e.Statement
			p.Report(duplicate(p, first, e))
		}
	},
}

func duplicate(p *Pass, first, e *dialect.Entry) diag.Finding {
	at := e.KeySpan
	if e.Nested {
		at = e.ValueSpan
	}
	f := diag.At(at, "%s is set a second time: the server refuses the file", e.Key).
		On(e.Key).
		WithDetail("Keep one of the two. Tables may be reopened and keys may be dotted or quoted, but every spelling of a key is the same setting.").
		WithRelated(first.KeySpan.Cover(first.ValueSpan), "first set here")
	st := &p.Doc.Statements[e.Statement]
	if first.Value == e.Value && !e.Nested && !st.Broken && entriesOf(p, e.Statement) == 1 {
		f = f.WithFix("Remove the repetition", true, diag.Edit{Span: wholeLine(p, st.Span)})
	}
	return f
}

// entriesOf counts the settings of a statement; they stand together.
func entriesOf(p *Pass, statement int) int {
	all := p.Doc.Entries
	first := sort.Search(len(all), func(i int) bool { return all[i].Statement >= statement })
	n := 0
	for first+n < len(all) && all[first+n].Statement == statement {
		n++
	}
	return n
}

// wholeLine widens a span to the lines it stands on, line feed included, where
// nothing but blanks precedes it.
func wholeLine(p *Pass, s source.Span) source.Span {
	first, last := p.File.LineSpan(p.File.Line(s.Start)), p.File.LineSpan(p.File.Line(max(s.End, 1)-1))
	if len(bytes.TrimSpace(p.File.Data[first.Start:s.Start])) > 0 {
		return s
	}
	end := last.End
	for end < uint32(len(p.File.Data)) && p.File.Data[end] != '\n' {
		end++
	}
	if end < uint32(len(p.File.Data)) {
		end++
	}
	return source.Span{Start: first.Start, End: end}
}
