package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
)

// githubLimit is how many annotations of one level GitHub takes from a step;
// further ones it drops without a word.
const githubLimit = 10

// github prints log commands of GitHub Actions, which show as annotations, the
// gravest first. What is beyond the limit follows as plain lines of the log.
type github struct {
	w     io.Writer
	opts  Options
	lines [diag.Error + 1][]githubLine
}

type githubLine struct{ command, plain string }

func newGitHub(w io.Writer, o Options) Reporter { return &github{w: w, opts: o} }

// File takes the findings of one file.
func (g *github) File(r *lint.Result) error {
	name := logName(g.opts.repoPath(r.File.Name))
	for _, f := range findings(r) {
		at := r.File.Position(f.Span.Start)
		line := githubLine{plain: fmt.Sprintf("%s:%d:%d: %s: %s [%s]", name, at.Line, at.Column, f.Severity, f.Message, label(f.Finding))}
		if len(g.lines[f.Severity]) < githubLimit {
			line.command = g.command(r, f)
		}
		g.lines[f.Severity] = append(g.lines[f.Severity], line)
	}
	return nil
}

// command is one annotation. Columns are given on one line only: GitHub drops
// annotations that have them over several.
func (g *github) command(r *lint.Result, f shown) string {
	span := tight(r.File, f.Span)
	a, b := r.File.Position(span.Start), r.File.Position(max(span.End, span.Start))
	place := fmt.Sprintf("line=%d,endLine=%d", a.Line, b.Line)
	if a.Line == b.Line {
		place += fmt.Sprintf(",col=%d,endColumn=%d", a.Column, max(b.Column, a.Column))
	}
	text := f.Message
	if f.Detail != "" {
		text += "\n" + f.Detail
	}
	for _, rel := range f.Related {
		file := fileOr(rel.File, r.File)
		at := file.Position(rel.Span.Start)
		text += fmt.Sprintf("\n%s:%d:%d: %s", Clean(g.opts.repoPath(file.Name)), at.Line, at.Column, rel.Message)
	}
	return fmt.Sprintf("::%s file=%s,%s,title=%s::%s", githubLevel(f.Severity), property(g.opts.repoPath(r.File.Name)), place, property(label(f.Finding)), data(text))
}

func githubLevel(s diag.Severity) string {
	return map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "notice"}[s]
}

// data escapes the text of a log command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes a property of a log command.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(Clean(s))
}

// logName keeps a name from beginning a log command of its own.
func logName(name string) string {
	if strings.HasPrefix(name, ":") || strings.HasPrefix(name, "#") {
		return "./" + Clean(name)
	}
	return Clean(name)
}

// Close prints everything.
func (g *github) Close(t Totals) error {
	w := bufio.NewWriter(g.w)
	unread := t.Unread[:min(len(t.Unread), githubLimit)]
	for _, u := range unread {
		fmt.Fprintf(w, "::error title=stalcfg::%s\n", data(Clean(u)))
	}
	room := [diag.Error + 1]int{diag.Info: githubLimit, diag.Warning: githubLimit, diag.Error: githubLimit - len(unread)}
	more := g.beyond(room)
	if more > 0 {
		room[diag.Info]-- // for the notice about the rest
		more = g.beyond(room)
	}
	for s := diag.Error; s >= diag.Info; s-- {
		for _, l := range g.lines[s][:min(room[s], len(g.lines[s]))] {
			fmt.Fprintln(w, l.command)
		}
	}
	if more > 0 {
		g.rest(w, room, more)
	}
	return w.Flush()
}

// beyond is how many findings have no room.
func (g *github) beyond(room [diag.Error + 1]int) int {
	n := 0
	for s := range g.lines {
		n += max(len(g.lines[s])-room[s], 0)
	}
	return n
}

// rest prints what has no room as plain lines, and a notice about them.
func (g *github) rest(w io.Writer, room [diag.Error + 1]int, more int) {
	fmt.Fprintf(w, "::notice title=stalcfg::%s\n::group::stalcfg: findings without an annotation\n",
		data(fmt.Sprintf("%d more findings are in the log of this step: GitHub shows %d annotations of a level", more, githubLimit)))
	for s := diag.Error; s >= diag.Info; s-- {
		for _, l := range g.lines[s][min(room[s], len(g.lines[s])):] {
			fmt.Fprintln(w, l.plain)
		}
	}
	fmt.Fprintln(w, "::endgroup::")
}
