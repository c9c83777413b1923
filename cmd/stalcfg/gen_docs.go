package main

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/docgen"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
)

//go:generate go run . gen-docs ../..

// genDocsCommand writes the files that are made from the command definitions
// and the rules. It is for developers and packagers, and hidden.
func genDocsCommand(program) *cli.Command {
	return &cli.Command{
		Name: "gen-docs", Usage: "write manual page and references", ArgsUsage: "DIRECTORY", Hidden: true,
		Action: func(c *cli.Context) error {
			if c.Args().Len() != 1 {
				return usagef("name the directory to write to")
			}
			files, err := docFiles(c.App)
			if err != nil {
				return exit{exitFailure, err}
			}
			for name, text := range files {
				path := filepath.Join(c.Args().First(), filepath.FromSlash(name))
				if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
					err = os.WriteFile(path, text, 0o644)
				}
				if err != nil {
					return exit{exitFailure, err}
				}
			}
			return nil
		},
	}
}

// docFiles makes every generated document, by path.
func docFiles(app *cli.App) (map[string][]byte, error) {
	about := described(app)
	var table bytes.Buffer
	table.WriteString("# Rules\n\nMade by `stalcfg rules --format markdown`; `stalcfg explain RULE` prints the page of a rule, which is\nalso in [rules/pages](../rules/pages). Presets: `recommended` is the default, `strict` adds advice that\nneeds a considered answer, `all` adds matters of style.\n\n")
	if err := rulesMarkdown(&table, "../rules/pages/"); err != nil {
		return nil, err
	}
	return map[string][]byte{
		"docs/cli.md":    []byte("<!-- made by go generate; edit the commands in cmd/stalcfg -->\n" + about.Markdown(manual)),
		"docs/stalcfg.1": []byte(".\\\" made by go generate; edit the commands in cmd/stalcfg\n" + about.Man(manual)),
		"docs/rules.md":  table.Bytes(),
	}, nil
}

// manual is what the references say besides the commands.
var manual = docgen.Manual{
	Description: []string{
		"stalcfg reads config.toml of the Stalwart mail server the way the server reads it, and says what the server will refuse, ignore or read differently before it starts.",
		"Flags may stand before and after the other arguments; everything behind -- is an argument. Files can be named one by one, as directories, which are searched for *.toml, as globs, in which ** stands for any number of directories, and as -, which is standard input.",
		"Passwords, keys and tokens are masked in everything that is printed. stalcfg uses no network.",
	},
	Exit: []docgen.Word{
		{Text: "0", Meaning: "Nothing to report, or nothing at or above --fail-on."},
		{Text: "1", Meaning: "Findings, a difference, or a file that would change."},
		{Text: "2", Meaning: "Wrong usage, or the configuration of stalcfg itself is wrong."},
		{Text: "3", Meaning: "Input that cannot be read, or a failure of stalcfg."},
	},
	Environment: []docgen.Word{
		{Text: "STALCFG_CONFIG", Meaning: "Configuration to use instead of the nearest " + projectcfg.Name + "; --config goes before it."},
		{Text: "STALCFG_RAM, STALCFG_CORES, STALCFG_NOFILE, STALCFG_SWAP …", Meaning: "The host, as the flags of the same names declare it. Flags go before the environment, the environment before the file."},
		{Text: "FORCE_COLOR, CLICOLOR_FORCE", Meaning: "When not empty: colours, even where the output is no terminal."},
		{Text: "NO_COLOR", Meaning: "When not empty: no colours. TERM=dumb means the same. --color goes before all of them."},
	},
	Files: []docgen.Word{
		{Text: projectcfg.Name, Meaning: "What a project wants of stalcfg; the nearest one, up to the root of the repository."},
		{Text: defaultBaseline, Meaning: "Known findings, written by lint --write-baseline."},
	},
}
