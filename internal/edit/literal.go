package edit

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Remove gives the edits after which the file does not have a setting. ok is
// false where it cannot be done in place, or the file does not have it now.
func Remove(doc *dialect.Document, key string) (edits []diag.Edit, ok bool) {
	edits, err := Edits(doc, Change{Key: key})
	return edits, err == nil && len(edits) > 0
}

// ParseValue reads a value as it is written in a file. ok is false for texts
// that are no value, or one of inline tables.
func ParseValue(literal string) (v Value, ok bool) {
	doc := dialect.Parse(source.New("", []byte("x = "+literal+"\n")), dialect.Gen015)
	if !doc.Accepted() || len(doc.Statements) != 1 {
		return Value{}, false
	}
	if !strings.HasPrefix(strings.TrimLeft(literal, " \t"), "[") {
		if len(doc.Entries) != 1 || doc.Entries[0].Key != "x" {
			return Value{}, false
		}
		return scalarOf(&doc.Entries[0]), true
	}
	v.List = make([]Value, len(doc.Entries))
	for i := range doc.Entries {
		if strings.Count(doc.Entries[i].Key, ".") != 1 {
			return Value{}, false
		}
		v.List[i] = scalarOf(&doc.Entries[i])
	}
	return v, true
}

func scalarOf(e *dialect.Entry) Value {
	return Value{Text: e.Value, Plain: e.Form == dialect.Bare}
}
