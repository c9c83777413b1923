package docgen

import (
	"fmt"
	"strings"
)

// Markdown is the reference of every command.
func (p *Program) Markdown(m Manual) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s on the command line\n\n", p.Name)
	for _, text := range m.Description {
		b.WriteString(text + "\n\n")
	}
	b.WriteString("| command | what it does |\n|---|---|\n")
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "| [%s](#%s-%s) | %s |\n", c.Name, p.Name, c.Name, cell(c.Summary))
	}
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "\n## %s %s\n\n%s.\n\n```\n%s\n```\n", p.Name, c.Name, sentence(c.Summary), p.synopsis(c))
		if c.Description != "" {
			b.WriteString("\n" + p.paragraphs(c.Description) + "\n")
		}
		names, groups := byCategory(c.Flags)
		for _, name := range names {
			title := name
			if title == "" {
				title = "flag"
			}
			fmt.Fprintf(&b, "\n| %s | |\n|---|---|\n", title)
			for _, f := range groups[name] {
				fmt.Fprintf(&b, "| `%s` | %s |\n", f.spelling(), cell(f.meaning()))
			}
		}
	}
	for _, s := range []struct {
		title, code string
		words       []Word
	}{{"Exit codes", "", m.Exit}, {"Environment", "`", m.Environment}, {"Files", "`", m.Files}} {
		fmt.Fprintf(&b, "\n## %s\n\n| | |\n|---|---|\n", s.title)
		for _, w := range s.words {
			fmt.Fprintf(&b, "| %s%s%s | %s |\n", s.code, w.Text, s.code, cell(w.Meaning))
		}
	}
	return b.String()
}

// synopsis is how a command is called.
func (p *Program) synopsis(c Command) string {
	out := p.Name + " " + c.Name
	if len(c.Flags) > 0 {
		out += " [FLAGS]"
	}
	if c.Arguments != "" {
		out += " " + c.Arguments
	}
	return out
}

// paragraphs shows a description: lines that are commands stay lines.
func (p *Program) paragraphs(s string) string {
	if isCode(s, p.Name) {
		return "```\n" + s + "\n```"
	}
	return escape(s)
}

// cell makes a text fit into a cell of a table.
func cell(s string) string {
	return strings.ReplaceAll(escape(s), "|", `\|`)
}

// escape keeps stars, angle brackets and underscores from becoming markup.
func escape(s string) string {
	return strings.NewReplacer("*", `\*`, "<", "&lt;", "_", `\_`).Replace(s)
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
