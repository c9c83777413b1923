package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/host"
)

func hostCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "host", Usage: "print what is known of the host, and where from",
		Description: "Declared facts win over those of this machine, which are added unless --declared is given.",
		Flags: append(hostFlags()[:len(host.Names)+1:len(host.Names)+1],
			&cli.BoolFlag{Name: "declared", Usage: "leave this machine out"},
			formatFlag("text", "json")),
		Action: func(c *cli.Context) error { return hostAction(c, p) },
	}
}

func hostAction(c *cli.Context, p program) error {
	if c.Args().Present() {
		return usagef("host takes no arguments")
	}
	if !c.Bool("declared") {
		if err := c.Set("host", "auto"); err != nil {
			return err
		}
	}
	declared, detected, err := hostFacts(c, p)
	if err != nil {
		return err
	}
	f := declared.Or(detected)
	switch format := c.String("format"); format {
	case "json":
		out := map[string]any{}
		for _, name := range host.Names {
			if x := f.Fact(name); x.Known() {
				out[name] = map[string]any{"value": x.Value, "origin": x.Origin}
			}
		}
		if err := json.NewEncoder(p.stdout).Encode(out); err != nil {
			return exit{exitFailure, err}
		}
	case "text":
		for _, name := range host.Names {
			x := f.Fact(name)
			text, origin := host.Format(name, x.Value), x.Origin
			if !x.Known() {
				text, origin = "not known", "declare it with --"+name
			}
			fmt.Fprintf(p.stdout, "%-18s  %-12s %s\n", name, text, origin)
		}
	default:
		return usagef("--format is text or json, not %q", format)
	}
	return nil
}
