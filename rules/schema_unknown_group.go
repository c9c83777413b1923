package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// manyUnknown is from how many statements on an unknown group is told as one.
const manyUnknown = 3

// unknownGroup are the statements of a file below a name that Stalwart does not
// have, such as [[server.listeners]] or [smtp].
type unknownGroup struct {
	name       string
	statements []*settings.Setting // the first setting of each, as in the file
}

// groupsOf gathers statements that set nothing Stalwart knows by the groups that
// it does not know either. The others are left: those outside of such groups, of
// small ones, and all of them where comments hide findings of single lines, since
// a group has one line only.
func groupsOf(p *Pass, unknown []*settings.Setting) (groups []*unknownGroup, left []*settings.Setting) {
	if len(unknown) < manyUnknown || !p.Target.AtLeast(15) || slices.ContainsFunc(p.Directives, hidesLines) {
		return nil, unknown
	}
	byName := map[string]*unknownGroup{}
	of := make([]*unknownGroup, len(unknown))
	for i, x := range unknown {
		name, ok := schema.UnknownGroup(x.Key)
		if !ok {
			continue
		}
		g := byName[name]
		if g == nil {
			g = &unknownGroup{name: name}
			byName[name] = g
			groups = append(groups, g)
		}
		g.statements = append(g.statements, x)
		of[i] = g
	}
	for i, x := range unknown {
		if of[i] == nil || !of[i].large() {
			left = append(left, x)
		}
	}
	return slices.DeleteFunc(groups, func(g *unknownGroup) bool { return !g.large() }), left
}

func (g *unknownGroup) large() bool { return len(g.statements) >= manyUnknown }

// hidesLines reports a comment that hides findings of a line or a table.
func hidesLines(d Directive) bool {
	word, _, _ := strings.Cut(d.Text, " ")
	return word == "ignore"
}

// finding words the finding of a group.
func (g *unknownGroup) finding(p *Pass) diag.Finding {
	n := len(g.statements)
	f := diag.At(g.place(p), "%s is not a group of settings of Stalwart %s: the server %s", g.name, p.Target.Line(), g.effect(p)).On(g.name)
	where := linesOf(p.File, g.statements)
	switch meant, exist := g.meant(); {
	case exist == n:
		return g.renamed(p, f.WithDetail("Did you mean %s? All %d settings exist there. They are on %s.", meant, n, where), meant)
	case exist > 0:
		return f.WithDetail("Did you mean %s? %d of the %d settings exist there. They are on %s.", meant, exist, n, where)
	}
	if known := foreign(g.name); known != nil {
		return f.WithDetail("%s The %d settings are on %s.", known.text, n, where)
	}
	return f.WithDetail("Remove the %d settings on %s, or look their names up with `stalcfg schema`; what they were meant to change keeps its default.", n, where)
}

// place is the header that opens the group, else the first key.
func (g *unknownGroup) place(p *Pass) source.Span {
	x := g.statements[0]
	if x.Header >= 0 {
		if h := &p.Doc.Headers[x.Header]; h.Base == g.name || strings.HasPrefix(h.Base, g.name+".") {
			return h.Span
		}
	}
	return x.KeySpan
}

// effect is what the server does with the settings of the group.
func (g *unknownGroup) effect(p *Pass) string {
	one := p.unreadEffect(g.statements[0].Key)
	for _, x := range g.statements[1:] {
		if p.unreadEffect(x.Key) != one {
			return "reads nothing of it"
		}
	}
	return one
}

// meant is the group whose name is near and that has most of the settings, with
// the number of those.
func (g *unknownGroup) meant() (group string, exist int) {
	for _, name := range schema.GroupsNear(g.name) {
		n := 0
		for _, x := range g.statements {
			if m, ok := schema.Lookup(name + x.Key[len(g.name):]); ok && m.Key.Status == schema.Live {
				n++
			}
		}
		if 2*n > len(g.statements) && n > exist {
			group, exist = name, n
		}
	}
	return group, exist
}

// renamed attaches the mend that writes another name in all headers and keys, if
// the group stands literally in each and nothing has the new name yet.
func (g *unknownGroup) renamed(p *Pass, f diag.Finding, to string) diag.Finding {
	if p.Set.Has(to) || p.Set.HasUnder(to) {
		return f
	}
	var edits []diag.Edit
	header := -1
	for _, x := range g.statements {
		above := ""
		if x.Header >= 0 {
			above = p.Doc.Headers[x.Header].Base
		}
		within := above == g.name || strings.HasPrefix(above, g.name+".")
		if within && x.Header == header {
			continue // the header is renamed already
		}
		span, old, changed := x.KeySpan, g.name, to
		switch {
		case within:
			header, span = x.Header, p.Doc.Headers[x.Header].NameSpan
		case above != "": // the end of the group's name stands in the key
			rest, ok := strings.CutPrefix(g.name, above+".")
			if !ok {
				return f
			}
			old, changed = rest, to[len(above)+1:]
		}
		span.End = span.Start + uint32(len(old))
		if p.File.Text(span) != old {
			return f
		}
		edits = append(edits, diag.Edit{Span: span, New: changed})
	}
	return f.WithFix("Write "+to, false, edits...)
}

// linesOf names the lines of statements, neighbours as a range: "lines 3-9, 12 and
// 14".
func linesOf(file *source.File, statements []*settings.Setting) string {
	const most = 6
	var parts []string
	first, last, done := 0, 0, 0
	flush := func() {
		if first == last {
			parts = append(parts, strconv.Itoa(first))
		} else {
			parts = append(parts, strconv.Itoa(first)+"-"+strconv.Itoa(last))
		}
	}
	for i, x := range statements {
		line := file.Line(x.KeySpan.Start)
		if i > 0 && (line == last || x.Statement == statements[i-1].Statement+1) {
			last = line
			continue
		}
		if i > 0 {
			flush()
		}
		if len(parts) == most {
			done = i
			break
		}
		first, last = line, line
	}
	if done > 0 {
		return "lines " + strings.Join(parts, ", ") + " and more"
	}
	flush()
	switch n := len(parts); {
	case n > 1:
		return "lines " + strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	case first == last:
		return "line " + parts[0]
	}
	return "lines " + parts[0]
}
