package docgen

import (
	"fmt"
	"strings"
)

// PowerShell is a completion script for PowerShell 5 and later.
func (p *Program) PowerShell() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# PowerShell completion for %[1]s, made by \"%[1]s completion powershell\"\nRegister-ArgumentCompleter -Native -CommandName %[1]s -ScriptBlock {\n  param($word, $ast, $cursor)\n", p.Name)
	for _, name := range p.lists() {
		fmt.Fprintf(&b, "  $list_%s = @(%s)\n", zshName(name), psList(texts(p.Words[name])))
	}
	fmt.Fprintf(&b, "  $commands = @(%s)\n  $flags = @{\n", psList(p.commandNames()))
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "    '%s' = @(%s)\n", c.Name, psList(longFlags(c)))
	}
	b.WriteString("  }\n  $values = @{\n")
	for _, c := range p.Commands {
		if words, _ := p.arguments(c); words != nil {
			fmt.Fprintf(&b, "    '%s' = %s\n", c.Name, p.psWords(strings.Trim(c.Arguments, "[]…"), words))
		}
		for _, f := range c.Flags {
			if f.Choices != nil {
				fmt.Fprintf(&b, "    '%s --%s' = %s\n", c.Name, f.Name, p.psWords(f.Value, f.Choices))
			}
		}
	}
	b.WriteString("  }\n")
	for _, c := range p.Commands {
		for _, f := range c.Flags {
			if f.Choices != nil && f.Short != "" {
				fmt.Fprintf(&b, "  $values['%[1]s -%[2]s'] = $values['%[1]s --%[3]s']\n", c.Name, f.Short, f.Name)
			}
		}
	}
	b.WriteString(`  $typed = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -ne '' -and $typed.Count -gt 0) { $typed = @($typed | Select-Object -SkipLast 1) }
  $command = $typed | Where-Object { $_ -notlike '-*' } | Select-Object -First 1
  $head = ''
  if (-not $command) { $words = $commands }
  elseif ($typed[-1] -like '-*' -and $values["$command $($typed[-1])"]) {
    $words = $values["$command $($typed[-1])"]
    if ($word -match '^(.*,)([^,]*)$') { $head = $Matches[1]; $word = $Matches[2] }
  }
  elseif ($word -like '-*') { $words = $flags[$command] }
  else { $words = $values[$command] }
  $words | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new("$head$_", $_, 'ParameterValue', $_)
  }
}
`)
	return b.String()
}

func psList(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "'" + strings.ReplaceAll(w, "'", "''") + "'"
	}
	return strings.Join(out, ", ")
}

func (p *Program) psWords(value string, words []Word) string {
	if p.Words[value] != nil {
		return "$list_" + zshName(value)
	}
	return "@(" + psList(texts(words)) + ")"
}
