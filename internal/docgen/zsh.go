package docgen

import (
	"fmt"
	"strings"
)

// Zsh is a completion function for zsh, to be put into a folder of fpath or
// sourced after compinit.
func (p *Program) Zsh() string {
	var b strings.Builder
	fmt.Fprintf(&b, "#compdef %[1]s\n# zsh completion for %[1]s, made by \"%[1]s completion zsh\"\n\n", p.Name)
	for _, name := range p.lists() {
		fmt.Fprintf(&b, "_%s_words_%s() {\n  local -a known=(\n", p.Name, zshName(name))
		for _, w := range p.Words[name] {
			fmt.Fprintf(&b, "    %s\n", zshQuote(w.Text))
		}
		fmt.Fprintf(&b, "  )\n  compadd \"$@\" -a known\n}\n_%[1]s_list_%[2]s() { _sequence \"$@\" _%[1]s_words_%[2]s }\n\n", p.Name, zshName(name))
	}
	fmt.Fprintf(&b, "_%s() {\n  local curcontext=$curcontext state line\n  _arguments -C '(- *)'{-h,--help}'[show help]' '(- *)'{-v,--version}'[print the version]' '1:command:->command' '*::argument:->argument'\n  case $state in\n    command)\n      local -a commands=(\n", p.Name)
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "        %s\n", zshQuote(c.Name+":"+c.Summary))
	}
	b.WriteString("      )\n      _describe command commands ;;\n    argument)\n      case $words[1] in\n")
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "        %s)\n          _arguments", c.Name)
		for _, f := range c.Flags {
			b.WriteString(" \\\n            " + p.zshFlag(f))
		}
		b.WriteString(" \\\n            '--help[show help]'")
		if spec := p.zshArguments(c); spec != "" {
			b.WriteString(" \\\n            " + spec)
		}
		b.WriteString(" ;;\n")
	}
	fmt.Fprintf(&b, "      esac ;;\n  esac\n}\n\nif [[ $funcstack[1] == _%[1]s ]]; then\n  _%[1]s \"$@\"\nelse\n  compdef _%[1]s %[1]s\nfi\n", p.Name)
	return b.String()
}

// zshFlag is the specification of one flag for _arguments.
func (p *Program) zshFlag(f Flag) string {
	names := "--" + f.Name
	if f.Value != "" {
		names += "="
	}
	spec := zshEscape(f.Usage)
	if f.Value == "" {
		spec = "[" + spec + "]"
	} else {
		spec = "[" + spec + "]:" + strings.ReplaceAll(f.Value, ":", "\\:") + ":" + p.zshAction(f)
	}
	star := ""
	if f.List {
		star = "*"
	}
	if f.Short == "" {
		return zshQuote(star + names + spec)
	}
	short := "-" + f.Short
	if f.Value != "" {
		short += "+"
	}
	if star == "" {
		star = "(-" + f.Short + " --" + f.Name + ")"
	}
	return zshQuote(star) + "{" + short + "," + names + "}" + zshQuote(spec)
}

func (p *Program) zshAction(f Flag) string {
	switch {
	case f.File:
		return "_files"
	case p.Words[f.Value] != nil:
		if f.List {
			return "_" + p.Name + "_list_" + zshName(f.Value)
		}
		return "_" + p.Name + "_words_" + zshName(f.Value)
	case f.Choices != nil:
		return "(" + strings.Join(texts(f.Choices), " ") + ")"
	}
	return " "
}

func (p *Program) zshArguments(c Command) string {
	words, files := p.arguments(c)
	name := strings.Trim(c.Arguments, "[]…")
	switch {
	case files:
		return "'*:file:_files'"
	case p.Words[name] != nil:
		return zshQuote("*:" + name + ":_" + p.Name + "_words_" + zshName(name))
	case words != nil:
		return zshQuote("1:argument:(" + strings.Join(texts(words), " ") + ")")
	}
	return ""
}

// zshName makes a placeholder the end of a function's name.
func zshName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, s)
}

func zshEscape(s string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`, "\n", " ").Replace(s)
}

func zshQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
