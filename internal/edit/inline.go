package edit

import (
	"fmt"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// intoInline adds a member to the end of an inline table.
func (e *editor) intoInline(key string, v *Value, n int) error {
	st := &e.doc.Statements[n]
	name, _ := below(key, st.Key)
	value, err := v.Render()
	word, ok := dialect.RenderKey(name)
	if err != nil || !ok {
		return &ChangeError{Key: key, Span: st.Span, Why: "it cannot be written in an inline table"}
	}
	i := e.token(st.ValueSpan.End-1) - 1 // before the closing brace
	for i > 0 && (isSpace(e.doc.Tokens[i].Kind) || e.doc.Tokens[i].Kind == dialect.Comment) {
		i--
	}
	end := e.doc.Tokens[i].Span.End
	e.put(source.Span{Start: end, End: end}, ", "+word+" = "+value)
	return nil
}

// element is the name of an element of an array.
func element(i int) string { return fmt.Sprintf("%04d", i) }

// atoi is the number of an element; keys of a list have no other names.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s) && n < 1<<20; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
