package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/stalcfg/stalcfg/internal/lint"
)

// markdownRoom is how many bytes of findings are printed: a comment of GitHub
// may have 65,536 characters.
const markdownRoom = 60000

// markdown prints a table for a comment or a job summary, a summary line above
// it.
type markdown struct {
	w    io.Writer
	opts Options
	rows strings.Builder
	more int // findings without room
}

func newMarkdown(w io.Writer, o Options) Reporter { return &markdown{w: w, opts: o} }

// File takes the findings of one file.
func (d *markdown) File(r *lint.Result) error {
	for _, f := range findings(r) {
		at := r.File.Position(f.Span.Start)
		text := escapeMarkdown(f.Message)
		if f.Detail != "" {
			text += "<br>" + escapeMarkdown(f.Detail)
		}
		rule := label(f.Finding)
		if about := factsOf(f.Finding); about.url != "" {
			rule = "[" + f.Code + "](" + about.url + ") " + escapeMarkdown(f.Name)
		} else {
			rule = escapeMarkdown(rule)
		}
		row := fmt.Sprintf("| %s | %s:%d:%d | %s | %s |\n", f.Severity, escapeMarkdown(Clean(d.opts.repoPath(r.File.Name))), at.Line, at.Column, text, rule)
		if d.more > 0 || d.rows.Len()+len(row) > markdownRoom {
			d.more++
			continue
		}
		d.rows.WriteString(row)
	}
	return nil
}

// escapeMarkdown makes a text stand for itself in a table cell: no markup, no
// HTML, no mention of people and issues.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '@':
			b.WriteString("&#64;")
		case '#':
			b.WriteString("&#35;")
		case '\\', '`', '*', '_', '{', '}', '[', ']', '|', '~', '!', '$':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\t':
			b.WriteByte(' ')
		case ':':
			if next := s[i+1:]; next == "" || strings.ContainsRune(" 0123456789", rune(next[0])) {
				b.WriteByte(':')
			} else {
				b.WriteString("&#58;") // no :emoji: and no link
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Close writes the summary and the table.
func (d *markdown) Close(t Totals) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**stalcfg** — %s\n", Summary(t, false))
	for _, u := range t.Unread {
		fmt.Fprintf(&b, "\n- not checked: %s\n", escapeMarkdown(Clean(u)))
	}
	if d.rows.Len() > 0 {
		b.WriteString("\n| | place | finding | rule |\n|---|---|---|---|\n" + d.rows.String())
	}
	if d.more > 0 {
		fmt.Fprintf(&b, "\n%s without room here: `stalcfg lint` prints all.\n", plural(d.more, "more finding"))
	}
	_, err := io.WriteString(d.w, b.String())
	return err
}
