package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/docgen"
	"github.com/stalcfg/stalcfg/rules"
)

func completionCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print a completion script for a shell", ArgsUsage: "bash|zsh|fish|powershell",
		Description: "bash: source <(stalcfg completion bash)\nzsh: stalcfg completion zsh > \"${fpath[1]}/_stalcfg\"\nfish: stalcfg completion fish > ~/.config/fish/completions/stalcfg.fish\nPowerShell: stalcfg completion powershell | Out-String | Invoke-Expression",
		Action: func(c *cli.Context) error {
			about := described(c.App)
			write, ok := map[string]func() string{
				"bash": about.Bash, "zsh": about.Zsh, "fish": about.Fish, "powershell": about.PowerShell,
			}[c.Args().First()]
			if !ok || c.Args().Len() != 1 {
				return usagef("name one shell: bash, zsh, fish or powershell")
			}
			_, err := io.WriteString(p.stdout, write())
			return err
		},
	}
}

// described gives the commands with the words that their flags take.
func described(app *cli.App) docgen.Program {
	words := map[string][]docgen.Word{}
	families := map[string]bool{}
	for _, r := range rules.List() {
		words["RULE"] = append(words["RULE"], docgen.Word{Text: r.Code, Meaning: r.Name}, docgen.Word{Text: r.Name, Meaning: r.Summary})
		if !families[r.Family()] {
			families[r.Family()] = true
			words["RULES"] = append(words["RULES"], docgen.Word{Text: r.Family(), Meaning: "all rules of the family"})
		}
	}
	words["RULES"] = append(words["RULES"], words["RULE"]...)
	for _, x := range generate.Profiles() {
		words["PROFILE"] = append(words["PROFILE"], docgen.Word{Text: x.Name, Meaning: x.Summary})
	}
	return docgen.New(app, words)
}
