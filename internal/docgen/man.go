package docgen

import (
	"fmt"
	"strings"
)

// Man is the manual page for section 1. It carries no date, so that the same
// commands give the same page.
func (p *Program) Man(m Manual) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"%s\" \"User Commands\"\n", strings.ToUpper(p.Name), roff(strings.TrimSpace(p.Name+" "+m.Version)))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.B %s\n.I command\n[\\fIflags\\fR] [\\fIarguments\\fR]\n.SH DESCRIPTION\n", p.Name, roff(p.Summary), p.Name)
	for i, text := range m.Description {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		b.WriteString(roff(text) + "\n")
	}
	b.WriteString(".SH COMMANDS\n")
	for _, c := range p.Commands {
		fmt.Fprintf(&b, ".SS %s\n%s.\n", roff(p.synopsis(c)), roff(sentence(c.Summary)))
		if c.Description != "" {
			text := roff(c.Description)
			if isCode(c.Description, p.Name) {
				text = strings.ReplaceAll(text, "\n", "\n.br\n")
			}
			fmt.Fprintf(&b, ".PP\n%s\n", text)
		}
		names, groups := byCategory(c.Flags)
		for _, name := range names {
			if name != "" {
				fmt.Fprintf(&b, ".PP\n.I %s\n", roff(name))
			}
			for _, f := range groups[name] {
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(f.spelling()), roff(sentence(f.meaning())))
			}
		}
	}
	for _, s := range []struct {
		title string
		words []Word
	}{{"EXIT STATUS", m.Exit}, {"ENVIRONMENT", m.Environment}, {"FILES", m.Files}} {
		fmt.Fprintf(&b, ".SH %s\n", s.title)
		for _, w := range s.words {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(w.Text), roff(w.Meaning))
		}
	}
	return b.String()
}

// roff escapes a text for troff: backslashes, hyphens that are typed, quotes,
// and lines that would be requests.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", `\&...`, "`", `\(ga`, "—", `\(em`, "'", `\(aq`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
