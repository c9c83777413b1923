package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

func completionCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print a completion script for a shell", ArgsUsage: "bash|zsh|fish|powershell",
		Description: "bash: source <(stalcfg completion bash)\nzsh: stalcfg completion zsh > \"${fpath[1]}/_stalcfg\"\nfish: stalcfg completion fish > ~/.config/fish/completions/stalcfg.fish\nPowerShell: stalcfg completion powershell | Out-String | Invoke-Expression",
		Action: func(c *cli.Context) error {
			write, ok := map[string]func([]*cli.Command) string{
				"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion, "powershell": powershellCompletion,
			}[c.Args().First()]
			if !ok || c.Args().Len() != 1 {
				return usagef("name one shell: bash, zsh, fish or powershell")
			}
			fmt.Fprint(p.stdout, write(c.App.Commands))
			return nil
		},
	}
}

// flagNames gives the long flags of a command.
func flagNames(c *cli.Command) []string {
	var out []string
	for _, f := range c.Flags {
		out = append(out, "--"+f.Names()[0])
	}
	return out
}

func commandNames(cmds []*cli.Command) []string {
	var out []string
	for _, c := range cmds {
		out = append(out, c.Name)
	}
	return out
}

func bashCompletion(cmds []*cli.Command) string {
	var b strings.Builder
	b.WriteString("# bash completion for stalcfg\n_stalcfg() {\n  local cur=${COMP_WORDS[COMP_CWORD]} words\n  case ${COMP_WORDS[1]} in\n")
	for _, c := range cmds {
		fmt.Fprintf(&b, "    %s) words=\"%s\" ;;\n", c.Name, strings.Join(flagNames(c), " "))
	}
	fmt.Fprintf(&b, "  esac\n  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"%s\"; fi\n", strings.Join(commandNames(cmds), " "))
	b.WriteString("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o default -F _stalcfg stalcfg\n")
	return b.String()
}

func zshCompletion(cmds []*cli.Command) string {
	var b strings.Builder
	b.WriteString("#compdef stalcfg\n_stalcfg() {\n  if (( CURRENT == 2 )); then\n    local -a commands=(\n")
	for _, c := range cmds {
		fmt.Fprintf(&b, "      '%s:%s'\n", c.Name, strings.ReplaceAll(c.Usage, "'", "’"))
	}
	b.WriteString("    )\n    _describe command commands\n    return\n  fi\n  local -a flags\n  case ${words[2]} in\n")
	for _, c := range cmds {
		fmt.Fprintf(&b, "    %s) flags=(%s) ;;\n", c.Name, strings.Join(flagNames(c), " "))
	}
	b.WriteString("  esac\n  [[ ${words[CURRENT]} == -* ]] && compadd -- $flags || _files\n}\ncompdef _stalcfg stalcfg\n")
	return b.String()
}

func fishCompletion(cmds []*cli.Command) string {
	var b strings.Builder
	b.WriteString("# fish completion for stalcfg\n")
	for _, c := range cmds {
		fmt.Fprintf(&b, "complete -c stalcfg -n __fish_use_subcommand -f -a %s -d '%s'\n", c.Name, strings.ReplaceAll(c.Usage, "'", `\'`))
		for _, f := range flagNames(c) {
			fmt.Fprintf(&b, "complete -c stalcfg -n '__fish_seen_subcommand_from %s' -l %s\n", c.Name, strings.TrimPrefix(f, "--"))
		}
	}
	return b.String()
}

func powershellCompletion(cmds []*cli.Command) string {
	var b strings.Builder
	b.WriteString("# PowerShell completion for stalcfg\nRegister-ArgumentCompleter -Native -CommandName stalcfg -ScriptBlock {\n  param($word, $ast, $cursor)\n  $flags = @{\n")
	for _, c := range cmds {
		fmt.Fprintf(&b, "    '%s' = @('%s')\n", c.Name, strings.Join(flagNames(c), "','"))
	}
	fmt.Fprintf(&b, "  }\n  $parts = $ast.CommandElements | ForEach-Object { $_.ToString() }\n  $words = if ($parts.Count -le 2 -and -not ($flags.ContainsKey([string]$parts[1]))) { @('%s') } else { $flags[[string]$parts[1]] }\n", strings.Join(commandNames(cmds), "','"))
	b.WriteString("  $words | Where-Object { $_ -like \"$word*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }\n}\n")
	return b.String()
}
