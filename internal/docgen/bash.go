package docgen

import (
	"fmt"
	"strings"
)

// Bash is a completion script for bash 4 and later.
func (p *Program) Bash() string {
	var b strings.Builder
	fmt.Fprintf(&b, `# bash completion for %[1]s, made by "%[1]s completion bash"
_%[1]s() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd= words= list= i
  if [[ $cur == "=" ]]; then
    cur=
  elif [[ $prev == "=" ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      cmd=${COMP_WORDS[i]}
      break
    fi
  done
%s  COMPREPLY=()
  case $cmd$prev in
`, p.Name, p.bashLists())
	for _, c := range p.Commands {
		p.bashValues(&b, c)
	}
	b.WriteString("    *)\n      case $cmd in\n")
	fmt.Fprintf(&b, "        '') words='%s --help --version' ;;\n", strings.Join(p.commandNames(), " "))
	for _, c := range p.Commands {
		words, _ := p.arguments(c)
		fmt.Fprintf(&b, "        %s) if [[ $cur == -* ]]; then words='%s'; else words=%s; fi ;;\n", c.Name, strings.Join(longFlags(c), " "), p.bashWords(strings.Trim(c.Arguments, "[]…"), words))
	}
	fmt.Fprintf(&b, `      esac ;;
  esac
  if [[ -n $list && $cur == *,* ]]; then
    COMPREPLY=($(compgen -P "${cur%%,*}," -W "$words" -- "${cur##*,}"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -o default -F _%[1]s %[1]s
`, p.Name)
	return b.String()
}

// bashValues writes the cases for the flags of a command that take words. A
// value that is neither a word nor a file completes to nothing.
func (p *Program) bashValues(b *strings.Builder, c Command) {
	for _, f := range c.Flags {
		pattern := c.Name + "--" + f.Name
		if f.Short != "" {
			pattern += "|" + c.Name + "-" + f.Short
		}
		switch {
		case f.Choices != nil:
			list := ""
			if f.List {
				list = " list=1"
			}
			fmt.Fprintf(b, "    %s) words=%s%s ;;\n", pattern, p.bashWords(f.Value, f.Choices), list)
		case f.File:
			fmt.Fprintf(b, "    %s) return ;;\n", pattern)
		case f.Value != "":
			fmt.Fprintf(b, "    %s) compopt +o default 2>/dev/null; return ;;\n", pattern)
		}
	}
}

// bashLists are the words of the placeholders as variables.
func (p *Program) bashLists() string {
	var b strings.Builder
	for _, name := range p.lists() {
		fmt.Fprintf(&b, "  local list_%s='%s'\n", zshName(name), strings.Join(texts(p.Words[name]), " "))
	}
	return b.String()
}

func (p *Program) bashWords(value string, words []Word) string {
	if p.Words[value] != nil {
		return "$list_" + zshName(value)
	}
	return "'" + strings.Join(texts(words), " ") + "'"
}

func (p *Program) commandNames() []string {
	var out []string
	for _, c := range p.Commands {
		out = append(out, c.Name)
	}
	return out
}

func longFlags(c Command) []string {
	var out []string
	for _, f := range c.Flags {
		out = append(out, "--"+f.Name)
	}
	return append(out, "--help")
}
