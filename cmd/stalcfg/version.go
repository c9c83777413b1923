package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/buildinfo"
	"github.com/stalcfg/stalcfg/schema"
)

func versionCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version, what it was built from, and for which Stalwart",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "short", Usage: "only the version"},
			&cli.BoolFlag{Name: "json", Usage: "the same as --format json"},
			formatFlag("text", "json"),
		},
		Action: func(c *cli.Context) error { return versionAction(c, p) },
	}
}

func versionAction(c *cli.Context, p program) error {
	if c.Args().Present() {
		return usagef("version takes no arguments")
	}
	format := c.String("format")
	if c.Bool("json") {
		format = "json"
	}
	switch {
	case c.Bool("short") && (c.Bool("json") || c.IsSet("format")):
		return usagef("--short excludes --json and --format")
	case c.Bool("short"):
		fmt.Fprintln(p.stdout, buildinfo.Version())
	case format == "json":
		if err := json.NewEncoder(p.stdout).Encode(map[string]string{
			"version": buildinfo.Version(), "revision": buildinfo.Revision(), "go": buildinfo.Go(),
			"platform": runtime.GOOS + "/" + runtime.GOARCH, "stalwart": schema.Latest().String(),
		}); err != nil {
			return exit{exitFailure, err}
		}
	case format == "text":
		from := ""
		if r := buildinfo.Revision(); r != "" {
			from = "commit " + r + ", "
		}
		fmt.Fprintf(p.stdout, "stalcfg %s (%s%s, %s/%s), settings of Stalwart %s\n", buildinfo.Version(), from, buildinfo.Go(), runtime.GOOS, runtime.GOARCH, schema.Latest())
	default:
		return usagef("--format is text or json, not %q", format)
	}
	return nil
}
