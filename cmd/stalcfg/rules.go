package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/rules"
)

func rulesCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "rules", Usage: "list every rule",
		Flags: []cli.Flag{formatFlag("text", "json", "markdown")},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("rules takes no arguments; stalcfg explain %s tells about one rule", c.Args().First())
			}
			var err error
			switch format := c.String("format"); format {
			case "text":
				err = rulesText(p.stdout)
			case "json":
				err = rulesJSON(p.stdout)
			case "markdown":
				err = rulesMarkdown(p.stdout, "")
			default:
				return usagef("--format is text, json or markdown, not %q", format)
			}
			if err != nil {
				return exit{exitFailure, err}
			}
			return nil
		},
	}
}

// ruleJSON is a rule as data.
type ruleJSON struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Family   string   `json:"family"`
	Severity string   `json:"severity"`
	Preset   string   `json:"preset"`
	Summary  string   `json:"summary"`
	Fixable  string   `json:"fixable"`
	Since    string   `json:"since"`
	Until    string   `json:"until"`
	Cites    []string `json:"cites"`
	Docs     string   `json:"docs"`
}

func rulesJSON(w io.Writer) error {
	out := []ruleJSON{}
	for _, r := range rules.List() {
		j := ruleJSON{
			Code: r.Code, Name: r.Name, Aliases: append([]string{}, r.Aliases...), Family: r.Family(), Severity: r.Severity.String(),
			Preset: r.Preset.String(), Summary: r.Summary, Fixable: r.Fix.String(), Since: r.Since, Until: r.Until,
			Cites: []string{}, Docs: "stalcfg explain " + r.Code,
		}
		for _, c := range r.Cites {
			j.Cites = append(j.Cites, c.String())
		}
		out = append(out, j)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func rulesText(w io.Writer) error {
	for _, r := range rules.List() {
		if _, err := fmt.Fprintf(w, "%s  %-8s %-12s %-42s %s\n", r.Code, r.Severity, r.Preset, r.Name, r.Summary); err != nil {
			return err
		}
	}
	return nil
}

// rulesMarkdown prints a table; with a folder, codes link to the pages in it.
func rulesMarkdown(w io.Writer, folder string) error {
	if _, err := fmt.Fprintf(w, "| code | rule | severity | preset | fix | what it says |\n|---|---|---|---|---|---|\n"); err != nil {
		return err
	}
	for _, r := range rules.List() {
		code := r.Code
		if folder != "" {
			code = "[" + code + "](" + folder + code + ".md)"
		}
		if _, err := fmt.Fprintf(w, "| %s | `%s` | %s | %s | %s | %s |\n", code, r.Name, r.Severity, r.Preset, r.Fix, strings.ReplaceAll(r.Summary, "|", `\|`)); err != nil {
			return err
		}
	}
	return nil
}
