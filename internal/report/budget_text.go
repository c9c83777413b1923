package report

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/source"
)

// budgetText prints a ledger for a terminal: a bar of the memory, a table, and
// what it comes to.
type budgetText struct {
	f     *source.File
	l     *budget.Ledger
	ink   ink
	width int
	b     strings.Builder
}

// nameWidth is the first column, tableWidth all that are always there.
const (
	nameWidth  = 26
	tableWidth = nameWidth + 11 + 11 + 9 + 9 + 9
)

func (t *budgetText) print() string {
	t.picture()
	t.heading()
	for _, g := range budget.Groups() {
		s := t.l.Sum(g)
		t.row(t.ink.bold(pad(string(g), nameWidth)), &s, "")
		for i := range t.l.Rows {
			if r := &t.l.Rows[i]; r.Group == g {
				t.row("  "+padName(Clean(r.Name), nameWidth-2), r, t.why(r))
			}
		}
	}
	total := t.l.Total()
	t.row(t.ink.bold(pad("total", nameWidth)), &total, "")
	t.b.WriteByte('\n')
	for _, s := range verdict(t.l) {
		for _, line := range wrap(Clean(s), t.width) {
			fmt.Fprintln(&t.b, line)
		}
	}
	return t.b.String()
}

// pad fills a text up to a width on the screen, or cuts it there.
func pad(s string, n int) string {
	if w := cells(s); w <= n {
		return s + strings.Repeat(" ", n-w)
	}
	s = cutTo(s, n-1) + "…"
	return s + strings.Repeat(" ", n-cells(s))
}

// padName is pad for names, of which it cuts the middle out: those of one kind
// often differ at the end.
func padName(s string, n int) string {
	if cells(s) <= n {
		return pad(s, n)
	}
	tail := []rune(s)
	for cells(string(tail)) > (n-1)/2 {
		tail = tail[1:]
	}
	return pad(cutTo(s, n-1-cells(string(tail)))+"…"+string(tail), n)
}

// cutTo is the start of a text that has room in a width on the screen.
func cutTo(s string, n int) string {
	r := []rune(s)
	for cells(string(r)) > n {
		r = r[:len(r)-1]
	}
	return string(r)
}

func (t *budgetText) heading() {
	fmt.Fprintln(&t.b, t.ink.bold(strings.TrimRight(fmt.Sprintf("%*s%11s%11s%9s%9s%9s", nameWidth, "", "at rest", "at worst", "files", "threads", "conns"), " ")))
}

// row prints a line of the table. The reason stands beside it where there is
// room, else it is left out: --format markdown has it all.
func (t *budgetText) row(name string, r *budget.Row, why string) {
	line := fmt.Sprintf("%s%11s%11s%9s%9s%9s", name, size0(r.Rest), size0(r.Worst), count(r.Descriptors), count(r.Threads), count(r.Connections))
	room := t.width - tableWidth - 2
	switch {
	case why == "":
	case t.width == 0:
		line += "  " + t.ink.faint(why)
	case room >= 20:
		line += "  " + t.ink.faint(strings.TrimRight(pad(why, room), " "))
	}
	t.b.WriteString(line)
	t.b.WriteByte('\n')
}

// size0 writes nothing as a dot, like counts.
func size0(n uint64) string {
	if n == 0 {
		return "·"
	}
	return budget.Size(n)
}

// why is how a row came about: the setting first, as people can change it.
func why(f *source.File, r *budget.Row) string {
	at, how := origin(f, r), r.Formula.String()
	if at == "" {
		return Clean(how)
	}
	return Clean(at + ": " + how)
}

// why leaves the name of the setting out where there is little room: the name of
// the row says what it is about.
func (t *budgetText) why(r *budget.Row) string {
	text := why(t.f, r)
	if t.width > 0 && t.width < 160 && r.Key != "" {
		text = strings.TrimPrefix(text, Clean(r.Key)+" = ")
	}
	return text
}

// groupMarks are the parts of the bar, apart without colour too.
var groupMarks = [...]struct{ mark, code string }{{"▒", "90"}, {"▓", "34"}, {"░", "32"}, {"█", "33"}, {"▚", "31"}}

// picture draws the memory of the host as a bar of its parts, with a legend.
func (t *budgetText) picture() {
	p := split(t.l)
	width := 60
	if t.width > 0 {
		width = min(max(t.width-2, 20), 100)
	}
	var bar strings.Builder
	at, drawn := uint64(0), 0
	for i, n := range p.parts {
		at += n
		to := int(float64(at)/float64(p.scale)*float64(width) + 0.5)
		bar.WriteString(t.ink.wrap(groupMarks[i].code, strings.Repeat(groupMarks[i].mark, max(to-drawn, 0))))
		drawn = max(to, drawn)
	}
	bar.WriteString(t.ink.faint(strings.Repeat("·", max(width-drawn, 0))))
	fmt.Fprintln(&t.b, t.ink.bold(p.title))
	fmt.Fprintf(&t.b, "%s\n", bar.String())
	t.legend(&p)
}

// legend names the parts of the bar, on as many lines as they need.
func (t *budgetText) legend(p *picture) {
	var legend, names []string
	for i, g := range budget.Groups() {
		names = append(names, string(g)+" "+budget.Size(p.parts[i]))
		legend = append(legend, t.ink.wrap(groupMarks[i].code, groupMarks[i].mark)+" "+names[i])
	}
	if p.rest != "" {
		names = append(names, p.rest)
		legend = append(legend, t.ink.faint("·")+" "+p.rest)
	}
	used := 0
	for i, item := range legend {
		n := cells(names[i]) + 4
		if i > 0 && t.width > 0 && used+n > t.width {
			t.b.WriteByte('\n')
			used = 0
		}
		t.b.WriteString(item)
		if i < len(legend)-1 {
			t.b.WriteString("  ")
		}
		used += n
	}
	t.b.WriteString("\n\n")
}

// picture is the memory of the host split into the parts of the budget, with
// all work in flight.
type picture struct {
	title string
	parts []uint64 // in the order of the groups
	used  uint64
	scale uint64 // what the whole bar stands for
	rest  string // headroom or excess, "" when the host is not known
}

func split(l *budget.Ledger) picture {
	var p picture
	for _, g := range budget.Groups() {
		s := l.Sum(g)
		n := s.Rest
		if g == budget.Peak {
			n = s.Worst
		}
		p.parts = append(p.parts, n)
		p.used += n
	}
	ram := l.Host.RAM
	p.scale = max(p.used, ram.Value, 1)
	p.title = budget.Size(p.used) + " with all work in flight"
	switch {
	case !ram.Known():
	case ram.Value >= p.used:
		p.title = budget.Size(p.used) + " of " + budget.Size(ram.Value) + " with all work in flight"
		p.rest = "headroom " + budget.Size(ram.Value-p.used)
	default:
		p.title += ", the host has " + budget.Size(ram.Value)
		p.rest = budget.Size(p.used-ram.Value) + " too much"
	}
	return p
}
