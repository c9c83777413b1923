package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// ServerRewrittenFile reports a file that has the shape in which the server
// writes it: flat, sorted, without tables and comments.
var ServerRewrittenFile = &Rule{
	Code:     "SC9403",
	Name:     "portability/server-rewritten-file",
	Severity: diag.Info,
	Summary:  "File was rewritten by the server",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/config.rs"}, {"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/849"}},
	Check: func(p *Pass) {
		if !rewritten(p.Doc) {
			return
		}
		p.Report(p.Whole("The file has the form in which the server rewrites it: flat, sorted, without tables and comments").
			WithDetail("Every change of a local setting in the web admin or by the API rewrites the whole file. `stalcfg fmt --tables` turns it back into tables; `stalcfg diff` compares it with the version you keep."))
	},
}

// rewritten demands sorted single settings, some of them elements of lists.
func rewritten(doc *dialect.Document) bool {
	if len(doc.Headers) > 0 || len(doc.Statements) < 8 || !doc.Accepted() {
		return false
	}
	indexed := false
	for i := range doc.Statements {
		st := &doc.Statements[i]
		if !st.Comment.Empty() || i > 0 && st.Key < doc.Statements[i-1].Key {
			return false
		}
		last := st.Key[strings.LastIndexByte(st.Key, '.')+1:]
		indexed = indexed || len(last) == 4 && allDigits(last)
	}
	for _, t := range doc.Tokens {
		if t.Kind == dialect.Comment || t.Kind == dialect.Punct {
			return false
		}
	}
	return indexed
}
