package docgen

import (
	"fmt"
	"strings"
)

// Fish is a completion script for fish.
func (p *Program) Fish() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# fish completion for %[1]s, made by \"%[1]s completion fish\"\n", p.Name)
	for _, name := range p.lists() {
		fmt.Fprintf(&b, "function __%s_words_%s\n  printf '%%s\\t%%s\\n'", p.Name, name)
		for _, w := range p.Words[name] {
			fmt.Fprintf(&b, " \\\n    %s %s", fishQuote(w.Text), fishQuote(w.Meaning))
		}
		b.WriteString("\nend\n")
	}
	fmt.Fprintf(&b, "complete -c %s -n __fish_use_subcommand -f\n", p.Name)
	fmt.Fprintf(&b, "complete -c %[1]s -n __fish_use_subcommand -s h -l help -d 'show help'\ncomplete -c %[1]s -n __fish_use_subcommand -s v -l version -d 'print the version'\n", p.Name)
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "complete -c %s -n __fish_use_subcommand -f -a %s -d %s\n", p.Name, c.Name, fishQuote(c.Summary))
	}
	for _, c := range p.Commands {
		on := fmt.Sprintf("complete -c %s -n '__fish_seen_subcommand_from %s'", p.Name, c.Name)
		words, files := p.arguments(c)
		switch {
		case words != nil:
			fmt.Fprintf(&b, "%s -f -a %s\n", on, p.fishWords(strings.Trim(c.Arguments, "[]…"), words))
		case !files:
			fmt.Fprintf(&b, "%s -f\n", on)
		}
		for _, f := range c.Flags {
			b.WriteString(on + " -l " + f.Name)
			if f.Short != "" {
				b.WriteString(" -s " + f.Short)
			}
			switch {
			case p.Words[f.Value] != nil && f.List:
				fmt.Fprintf(&b, " -x -a '(__fish_complete_list , __%s_words_%s)'", p.Name, f.Value)
			case f.Choices != nil:
				b.WriteString(" -x -a " + p.fishWords(f.Value, f.Choices))
			case f.File:
				b.WriteString(" -r -F")
			case f.Value != "":
				b.WriteString(" -x")
			}
			fmt.Fprintf(&b, " -d %s\n", fishQuote(f.Usage))
		}
	}
	return b.String()
}

// fishWords are the words of a flag or argument: a call of the function that
// lists those of a placeholder, or the words themselves.
func (p *Program) fishWords(value string, words []Word) string {
	if p.Words[value] != nil {
		return "'(__" + p.Name + "_words_" + value + ")'"
	}
	return fishQuote(strings.Join(texts(words), " "))
}

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", " ").Replace(s) + "'"
}
