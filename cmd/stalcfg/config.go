package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/report"
)

func configCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "config", Usage: "show how a file is linted, and where each choice was made", ArgsUsage: "[FILE]",
		Description: "Merges flags, environment and the nearest " + projectcfg.Name + " as lint does; without FILE for the\n" +
			"working directory. --format json-schema prints the JSON Schema of " + projectcfg.Name + ".",
		Flags: append(append(selectionFlags(), hostFlags()...),
			failOnFlag(),
			&cli.StringFlag{Name: "baseline", Usage: "hide the known findings listed in `FILE`"},
			formatFlag("text", "json", "json-schema")),
		Action: func(c *cli.Context) error { return configAction(c, p) },
	}
}

func configAction(c *cli.Context, p program) error {
	if c.Args().Len() > 1 {
		return usagef("name one file")
	}
	linters, err := lintFlags(c, p)
	if err != nil {
		return err
	}
	write, ok := map[string]func(io.Writer, string, *projectcfg.Linter) error{
		"text": configText, "json": configJSON,
		"json-schema": func(w io.Writer, _ string, _ *projectcfg.Linter) error { return projectcfg.WriteSchema(w) },
	}[c.String("format")]
	if !ok {
		return usagef("--format is text, json or json-schema, not %q", c.String("format"))
	}
	var l *projectcfg.Linter
	if c.String("format") != "json-schema" {
		linters.NoBaseline = true // it need not exist to be shown
		in := input.Input{Name: c.Args().First(), Stdin: !c.Args().Present()}
		if info, err := os.Stat(in.Name); in.Stdin {
			in.Name = "<stdin>"
		} else if err == nil && info.IsDir() {
			in.Name = filepath.Join(in.Name, "config.toml") // as for any file in it
		}
		found, err := resolve(linters, []input.Input{in})
		if err != nil {
			return err
		}
		l = found[0]
		tellConfigRenamed(p, found)
	}
	if err := write(p.stdout, c.Args().First(), l); err != nil {
		return exit{exitFailure, err}
	}
	return nil
}

// configText prints one choice a line, with its origin as a comment.
func configText(w io.Writer, _ string, l *projectcfg.Linter) error {
	var b strings.Builder
	if l.Config == nil {
		b.WriteString("no " + projectcfg.Name + " applies\n")
	} else {
		b.WriteString("configuration: " + report.Clean(l.Config.Path) + "\n")
	}
	for _, s := range l.Settings() {
		value, err := json.Marshal(s.Value)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%-50s # %s\n", report.Clean(s.Name)+" = "+report.Clean(string(value)), report.Clean(s.Origin))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func configJSON(w io.Writer, file string, l *projectcfg.Linter) error {
	out := struct {
		File     string               `json:"file"`
		Config   *string              `json:"config"`
		Settings []projectcfg.Setting `json:"settings"`
	}{File: file, Settings: l.Settings()}
	if l.Config != nil {
		out.Config = &l.Config.Path
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
