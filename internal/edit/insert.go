package edit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// placer collects new settings and decides where they go: to the end of their
// table, beside settings of the same beginning, into the inline table they
// belong to, or into a table of their own next to its siblings.
type placer struct {
	*index
	headers map[string]int // last header of a name
	last    []int          // last statement of each header, -1 when it has none
	lines   map[uint32][]newLine
	sorted  bool // no tables, and the keys in order, as the server writes a file
	tables  []newTable
	comment string // of the setting being added
}

// newLine is a line, or two with a comment, that the file does not have yet.
type newLine struct {
	key  string
	text []string
}

// newTable is a table that the file does not have yet.
type newTable struct {
	name  string
	at    uint32
	lines []string
}

func newPlacer(x *index) placer {
	p := placer{index: x, headers: map[string]int{}, lines: map[uint32][]newLine{}}
	for i := range x.doc.Headers {
		p.headers[x.doc.Headers[i].Name] = i
		p.last = append(p.last, -1)
	}
	for i := range x.doc.Statements {
		if h := x.doc.Statements[i].Header; h >= 0 {
			p.last[h] = i
		}
	}
	p.sorted = len(x.doc.Headers) == 0 && len(x.doc.Statements) > 0 &&
		slices.IsSortedFunc(x.doc.Statements, func(a, b dialect.Statement) int { return strings.Compare(a.Key, b.Key) })
	return p
}

// insert adds a setting that the file does not have.
func (e *editor) insert(c *Change) error {
	p := &e.places
	p.comment = c.Comment
	parent := parentOf(c.Key)
	table := c.Table
	if !leadsTo(table, c.Key) {
		table = parent
	}
	if p.sorted {
		return p.atTop(c.Key, c.Value)
	}
	if h, ok := p.headers[parent]; ok {
		return p.intoTable(c.Key, c.Value, h)
	}
	for at := parent; at != ""; at = parentOf(at) {
		if n := p.inline(at); n >= 0 {
			return e.intoInline(c.Key, c.Value, n)
		}
		if n := p.dotted(at); n >= 0 {
			return p.beside(c.Key, c.Value, n)
		}
		if off, ok := p.behindTables(at); ok {
			if len(at) > len(table) {
				table = parent // [cache.dns.mx] is there: [cache.dns.txt] goes next to it
			}
			return p.intoOwnTable(c, table, off)
		}
	}
	if len(e.doc.Headers) == 0 && len(e.doc.Statements) > 0 || parent == "" {
		return p.atTop(c.Key, c.Value)
	}
	return p.intoOwnTable(c, table, p.end())
}

// intoOwnTable adds a line to a table that is there, or to a new one.
func (p *placer) intoOwnTable(c *Change, table string, off uint32) error {
	if h, ok := p.headers[table]; ok {
		return p.intoTable(c.Key, c.Value, h)
	}
	return p.intoNewTable(c.Key, c.Value, table, off)
}

// parentOf is a key without its last segment.
func parentOf(key string) string {
	return key[:max(strings.LastIndexByte(key, '.'), 0)]
}

// end is where a table goes that has no siblings: behind everything, but before
// the comments of stalcfg that close a file.
func (p *placer) end() uint32 {
	end := uint32(len(p.doc.File.Data))
	for i := len(p.doc.Tokens) - 1; i >= 0; i-- {
		t := p.doc.Tokens[i]
		switch {
		case isSpace(t.Kind):
		case t.Kind == dialect.Comment && strings.Contains(p.doc.File.Text(t.Span), "stalcfg") && p.alone(t.Span.Start):
			end = p.lineStart(t.Span.Start)
		default:
			return p.pastBlank(end)
		}
	}
	return end
}

// alone reports whether nothing stands on the line before an offset.
func (p *placer) alone(off uint32) bool {
	return strings.TrimSpace(p.doc.File.Text(source.Span{Start: p.lineStart(off), End: off})) == ""
}

// pastBlank goes back over empty lines, but not over all of the file.
func (p *placer) pastBlank(off uint32) uint32 {
	if int(off) == len(p.doc.File.Data) {
		return off
	}
	for off > 0 {
		start := p.lineStart(off - 1)
		if strings.TrimSpace(p.doc.File.Text(source.Span{Start: start, End: off})) != "" {
			return off
		}
		off = start
	}
	return off
}

// intoTable adds a line to the end of a table.
func (p *placer) intoTable(key string, v *Value, h int) error {
	header := &p.doc.Headers[h]
	name, _ := below(key, header.Name)
	if n := p.last[h]; n >= 0 {
		return p.behindStatement(name, v, n)
	}
	text, err := assignment(name, v, " = ")
	if err != nil {
		return &ChangeError{Key: key, Span: header.Span, Why: err.Error()}
	}
	p.line(p.lineEnd(header.Span.End), name, p.indent(header.Span.Start)+p.laidOut(text, header.Span.Start))
	return nil
}

// behindStatement adds a line in the manner of the statement before it.
func (p *placer) behindStatement(name string, v *Value, n int) error {
	st := &p.doc.Statements[n]
	text, err := assignment(name, v, p.equals(n))
	if err != nil {
		return &ChangeError{Key: st.Key, Span: st.Span, Why: err.Error()}
	}
	p.line(p.lineEnd(max(st.Span.End, st.Comment.End)), name, p.indent(st.Span.Start)+p.laidOut(text, st.Span.Start))
	return nil
}

// line adds a line, below the comment of its setting.
func (p *placer) line(off uint32, key, text string) {
	l := newLine{key: key}
	if p.comment != "" {
		indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
		l.text = append(l.text, indent+"# "+p.comment)
	}
	l.text = append(l.text, text)
	p.lines[off] = append(p.lines[off], l)
}

// into reports whether something is added behind start and up to end.
func (p *placer) into(start, end uint32) bool {
	for off := range p.lines {
		if start < off && off <= end {
			return true
		}
	}
	return slices.ContainsFunc(p.tables, func(t newTable) bool { return start < t.at && t.at <= end })
}

// equals is the equals sign as a statement writes it: with blanks or without.
func (x *index) equals(n int) string {
	st := &x.doc.Statements[n]
	if x.doc.File.Text(source.Span{Start: st.KeySpan.End, End: st.ValueSpan.Start}) == "=" {
		return "="
	}
	return " = "
}

// inline finds the statement whose value is the inline table of this name.
func (p *placer) inline(table string) int {
	for i := range p.doc.Statements {
		st := &p.doc.Statements[i]
		if st.Key == table && !st.ValueSpan.Empty() && p.doc.File.Data[st.ValueSpan.Start] == '{' {
			return i
		}
	}
	return -1
}

// dotted finds the last statement whose key leads into the table from a table
// above it, as `message.size = 1` below [cache] leads into cache.message.
func (p *placer) dotted(table string) int {
	for i := len(p.doc.Statements) - 1; i >= 0; i-- {
		st := &p.doc.Statements[i]
		if !strings.HasPrefix(st.Key, table+".") {
			continue
		}
		if st.Header < 0 || !p.doc.Headers[st.Header].Array && leadsTo(p.doc.Headers[st.Header].Name, table) {
			return i
		}
	}
	return -1
}

// leadsTo reports whether a table stands above another one.
func leadsTo(table, inner string) bool {
	return len(table) < len(inner) && strings.HasPrefix(inner, table) && inner[len(table)] == '.'
}

// beside adds a line behind the statement that leads into the same table.
func (p *placer) beside(key string, v *Value, n int) error {
	st := &p.doc.Statements[n]
	header := ""
	if st.Header >= 0 {
		header = p.doc.Headers[st.Header].Name
	}
	name, _ := below(key, header)
	return p.behindStatement(name, v, n)
}

// behindTables is where the last table of this name or inside it ends.
func (p *placer) behindTables(table string) (uint32, bool) {
	for h := len(p.doc.Headers) - 1; h >= 0; h-- {
		if name := p.doc.Headers[h].Name; name != table && !leadsTo(table, name) {
			continue
		}
		if n := p.last[h]; n >= 0 {
			st := &p.doc.Statements[n]
			return p.lineEnd(max(st.Span.End, st.Comment.End)), true
		}
		return p.lineEnd(p.doc.Headers[h].Span.End), true
	}
	return 0, false
}

// intoNewTable adds a line to a new table.
func (p *placer) intoNewTable(key string, v *Value, parent string, off uint32) error {
	header, ok := dialect.RenderHeader(parent)
	if !ok {
		return p.atTop(key, v)
	}
	name, _ := below(key, parent)
	text, err := assignment(name, v, " = ")
	if err != nil {
		return &ChangeError{Key: key, Why: err.Error()}
	}
	text = p.laidOut(text, 0)
	lines := []string{text}
	if p.comment != "" {
		lines = []string{"# " + p.comment, text}
	}
	for i := range p.tables {
		if t := &p.tables[i]; t.name == parent {
			t.lines = append(t.lines, lines...)
			return nil
		}
	}
	p.tables = append(p.tables, newTable{parent, off, append([]string{header}, lines...)})
	return nil
}

// atTop adds a line with the whole key above the first header: in a file without
// tables in the order of the keys, else behind the last setting there.
func (p *placer) atTop(key string, v *Value) error {
	n := -1
	for i := range p.doc.Statements {
		st := &p.doc.Statements[i]
		if st.Header < 0 && (n < 0 || len(p.doc.Headers) > 0 || st.Key < key) {
			n = i
		}
	}
	if n >= 0 && (len(p.doc.Headers) > 0 || p.doc.Statements[n].Key < key) {
		return p.behindStatement(key, v, n)
	}
	text, err := assignment(key, v, " = ")
	if err != nil {
		return &ChangeError{Key: key, Why: err.Error()}
	}
	off := uint32(len(p.doc.File.Data))
	switch {
	case n >= 0:
		off = p.lineStart(p.doc.Statements[n].Span.Start)
	case len(p.doc.Headers) > 0:
		off = p.lineStart(p.doc.Headers[0].Span.Start)
	}
	p.line(off, key, p.laidOut(text, 0))
	return nil
}

// edits gives the collected lines and tables as insertions.
func (p *placer) edits() []diag.Edit {
	var out []diag.Edit
	for off, lines := range p.lines {
		nl := p.lineBreak(off)
		if p.sorted {
			slices.SortStableFunc(lines, func(a, b newLine) int { return strings.Compare(a.key, b.key) })
		}
		text := ""
		for _, l := range lines {
			text += strings.Join(l.text, nl) + nl
		}
		if off > 0 && p.doc.File.Data[off-1] != '\n' {
			text = nl + text
		}
		out = append(out, diag.Edit{Span: source.Span{Start: off, End: off}, New: text})
	}
	slices.SortFunc(out, func(a, b diag.Edit) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(p.tables, func(a, b newTable) int { return cmp.Compare(a.at, b.at) })
	for i := 0; i < len(p.tables); {
		first := i
		for i < len(p.tables) && p.tables[i].at == p.tables[first].at {
			i++
		}
		out = append(out, p.block(p.tables[first:i]))
	}
	return out
}

// block writes new tables of one place, with an empty line between them and on
// both sides.
func (p *placer) block(tables []newTable) diag.Edit {
	at := tables[0].at
	nl := p.lineBreak(at)
	parts := make([]string, len(tables))
	for i := range tables {
		parts[i] = strings.Join(tables[i].lines, nl) + nl
	}
	text := strings.Join(parts, nl)
	if at > 0 {
		text = nl + text
		if p.doc.File.Data[at-1] != '\n' {
			text = nl + text
		}
	}
	if rest := p.doc.File.Data[at:]; len(rest) > 0 && rest[0] != '\n' && rest[0] != '\r' {
		text += nl
	}
	return diag.Edit{Span: source.Span{Start: at, End: at}, New: text}
}
