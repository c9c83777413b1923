package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// KeyCase reports a key with capital letters whose lower-case form is a
// setting: keys are compared letter by letter.
var KeyCase = &Rule{
	Code:     "SC1006",
	Name:     "syntax/key-case",
	Severity: diag.Error,
	Summary:  "Key has upper-case letters where the server expects lower case",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:195"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			if !wrongCase(x.Key) {
				continue
			}
			f := p.Key(x, "%s has upper-case letters: the server does not change keys and reads %s only", x.Key, schema.LowerASCII(x.Key)).
				WithDetail("Write %s.", schema.LowerASCII(x.Key))
			if written := p.File.Text(x.KeySpan); schema.LowerASCII(written) != written {
				f = f.WithFix("Write the key in lower case", false, diag.Edit{Span: x.KeySpan, New: schema.LowerASCII(written)})
			}
			p.Report(f)
		}
	},
}

// wrongCase reports a key that would be a setting if its letters were small.
// Ids may have capitals.
func wrongCase(key string) bool {
	low := schema.LowerASCII(key)
	if low == key {
		return false
	}
	if m, ok := schema.Lookup(key); ok && m.Key.Status == schema.Live {
		return false
	}
	m, ok := schema.Lookup(low)
	return ok && m.Key.Status == schema.Live
}
