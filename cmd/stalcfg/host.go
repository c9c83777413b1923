package main

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/host"
)

func hostCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "host", Usage: "print what is known of the host, and where from",
		Description: "Declared facts win over those of this machine, which are added unless --declared is given.",
		Flags: append(hostFlags()[:5:5],
			&cli.BoolFlag{Name: "declared", Usage: "leave this machine out"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "text", Usage: "text or json"}),
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
	facts := []host.Fact{f.RAM, f.Cores, f.Nofile, f.Swap}
	switch format := c.String("format"); format {
	case "json":
		out := map[string]any{}
		for i, x := range facts {
			if x.Known() {
				out[host.Names[i]] = map[string]any{"value": x.Value, "origin": x.Origin}
			}
		}
		if err := json.NewEncoder(p.stdout).Encode(out); err != nil {
			return exit{exitFailure, err}
		}
	case "text":
		for i, x := range facts {
			text := strconv.FormatUint(x.Value, 10)
			if i == 0 || i == 3 {
				text = host.FormatSize(x.Value)
			}
			if !x.Known() {
				text, x.Origin = "not known", "declare it with --"+host.Names[i]
			}
			fmt.Fprintf(p.stdout, "%-7s %-12s %s\n", host.Names[i], text, x.Origin)
		}
	default:
		return usagef("--format is text or json, not %q", format)
	}
	return nil
}
