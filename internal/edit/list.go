package edit

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// plainArray reports whether a statement's value is an array of single values.
func (e *editor) plainArray(st *dialect.Statement, g *group) bool {
	if e.doc.File.Data[st.ValueSpan.Start] != '[' || len(g.entries) == 0 {
		return false
	}
	for _, i := range g.entries {
		rest, ok := strings.CutPrefix(e.doc.Entries[i].Key, st.Key+".")
		if !ok || strings.Contains(rest, ".") {
			return false
		}
	}
	return true
}

// replaceArray changes the elements of an array that differ and leaves the
// others, their layout and comments.
func (e *editor) replaceArray(key string, g *group, v *Value) error {
	old := make([]string, len(g.entries))
	for i, n := range g.entries {
		old[i] = e.doc.Entries[n].Value
	}
	now := make([]string, len(v.List))
	for i := range v.List {
		now[i] = v.List[i].Text
	}
	at, to := 0, 0
	for _, m := range append(common(old, now), pair{len(old), len(now)}) {
		if err := e.gap(key, g, v, [4]int{at, m.old, to, m.now}); err != nil {
			return err
		}
		at, to = m.old+1, m.now+1
	}
	return nil
}

// pair is an element that both lists have.
type pair struct{ old, now int }

// common aligns two lists by their longest common subsequence. Lists longer than
// maxAligned are compared from the front only.
func common(old, now []string) []pair {
	const maxAligned = 2000
	var out []pair
	if len(old) > maxAligned || len(now) > maxAligned {
		for i := 0; i < min(len(old), len(now)) && old[i] == now[i]; i++ {
			out = append(out, pair{i, i})
		}
		return out
	}
	length := make([][]int, len(old)+1)
	for i := range length {
		length[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(old) && j < len(now); {
		switch {
		case old[i] == now[j]:
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// gap turns the old elements [r[0],r[1]) into the new ones [r[2],r[3]).
func (e *editor) gap(key string, g *group, v *Value, r [4]int) error {
	i, j := r[0], r[2]
	for ; i < r[1] && j < r[3]; i, j = i+1, j+1 {
		if err := e.replaceText(key, g.entries[i], &v.List[j]); err != nil {
			return err
		}
	}
	switch {
	case i < r[1]:
		return e.dropElements(key, g, i, r[1])
	case j < r[3]:
		return e.addElements(key, g, i, v.List[j:r[3]])
	}
	return nil
}

// dropElements takes the elements [from,to) out of an array.
func (e *editor) dropElements(key string, g *group, from, to int) error {
	span := e.doc.Entries[g.entries[from]].ValueSpan.Cover(e.doc.Entries[g.entries[to-1]].ValueSpan)
	span, ok := e.withComma(span)
	if !ok || e.commentsIn(span) {
		return e.fault(key, g, "comments between its elements would be lost")
	}
	start, end := e.lineStart(span.Start), e.lineEnd(max(span.End, 1)-1)
	if strings.TrimSpace(e.doc.File.Text(source.Span{Start: start, End: span.Start})) == "" &&
		strings.TrimSpace(e.doc.File.Text(source.Span{Start: span.End, End: end})) == "" &&
		e.doc.File.Data[start] != '[' {
		span = source.Span{Start: start, End: end}
	}
	e.put(span, "")
	return nil
}

// addElements writes elements before the old element number at: behind the one
// before it, on lines of their own where that one has its own.
func (e *editor) addElements(key string, g *group, at int, list []Value) error {
	texts := make([]string, len(list))
	for i := range list {
		text, err := list[i].Render()
		if err != nil {
			return e.fault(key, g, err.Error())
		}
		texts[i] = text
	}
	e.place(g, at, texts)
	return nil
}

// place writes elements before the old element number at: behind the one before
// it, on lines of their own where that one has its own.
func (e *editor) place(g *group, at int, texts []string) {
	span := e.doc.Entries[g.entries[max(at-1, 0)]].ValueSpan
	indent, own := e.indent(span.Start), e.firstOnLine(span.Start)
	end := e.lineEnd(span.End)
	nl := e.lineBreak(end)
	lines := indent + strings.Join(texts, ","+nl+indent)
	switch behind := e.behind(span.End, end); {
	case at == 0 && own:
		start := e.lineStart(span.Start)
		e.put(source.Span{Start: start, End: start}, lines+","+nl)
	case at == 0:
		e.put(source.Span{Start: span.Start, End: span.Start}, strings.Join(texts, ", ")+", ")
	case !own || behind == more:
		e.put(source.Span{Start: span.End, End: span.End}, ", "+strings.Join(texts, ", "))
	case behind == comma:
		e.put(source.Span{Start: end, End: end}, lines+","+nl)
	case behind == closing:
		e.put(source.Span{Start: span.End, End: span.End}, ","+nl+lines)
	default:
		e.put(source.Span{Start: span.End, End: span.End}, ",")
		e.put(source.Span{Start: end, End: end}, lines+nl)
	}
}

// firstOnLine reports whether only blanks stand before an offset on its line.
func (e *editor) firstOnLine(off uint32) bool {
	return strings.TrimSpace(e.doc.File.Text(source.Span{Start: e.lineStart(off), End: off})) == ""
}

// follow is what comes behind an element.
type follow int

const (
	nothing follow = iota // a line break, then the closing bracket
	comma                 // a comma, then nothing but a comment on this line
	closing               // the closing bracket on this line
	more                  // anything else
)

// behind tells what stands between an element's end and the end of its line.
func (e *editor) behind(from, end uint32) follow {
	found := nothing
	for i := e.token(from); i < len(e.doc.Tokens); i++ {
		t := e.doc.Tokens[i]
		same := t.Span.Start < end
		switch {
		case isSpace(t.Kind) || t.Kind == dialect.Comment:
		case found == comma && same:
			return more
		case found == comma:
			return comma
		case e.punct(t, ',') && same:
			found = comma
		case e.punct(t, ']') && same:
			return closing
		case e.punct(t, ']'):
			return nothing
		default:
			return more
		}
	}
	return more
}

// replaceElements changes a list of one statement an element.
func (e *editor) replaceElements(key string, g *group, v *Value) error {
	for i, n := range g.entries {
		if i >= len(v.List) {
			return e.removeStatements(key, g, g.statements[i:])
		}
		if e.doc.Entries[n].Value == v.List[i].Text {
			continue
		}
		if err := e.replaceText(key, n, &v.List[i]); err != nil {
			return err
		}
	}
	return e.moreElements(key, g, v.List[len(g.entries):])
}

// moreElements adds statements `key.0002 = …` behind the last element's.
func (e *editor) moreElements(key string, g *group, list []Value) error {
	n := g.statements[len(g.statements)-1]
	last := &e.doc.Statements[n]
	number := 0
	for _, s := range g.statements {
		number = max(number, atoi(e.doc.Statements[s].Key[len(key)+1:]))
	}
	header := ""
	if last.Header >= 0 {
		header = e.doc.Headers[last.Header].Name
	}
	end := e.lines(last).End
	nl := e.lineBreak(end)
	var b strings.Builder
	for i := range list {
		name, _ := below(key+"."+element(number+1+i), header)
		text, err := assignment(name, &list[i], e.equals(n))
		if err != nil {
			return e.fault(key, g, err.Error())
		}
		b.WriteString(e.indent(last.Span.Start) + text + nl)
	}
	e.put(source.Span{Start: end, End: end}, b.String())
	return nil
}
