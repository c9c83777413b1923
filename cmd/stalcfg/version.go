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
		Name: "version", Usage: "print the version",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "short", Usage: "only the version"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "text", Usage: "text or json"},
		},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("version takes no arguments")
			}
			switch format := c.String("format"); {
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
				fmt.Fprintf(p.stdout, "stalcfg %s (%s, %s/%s), settings of Stalwart %s\n", buildinfo.Version(), buildinfo.Go(), runtime.GOOS, runtime.GOARCH, schema.Latest())
			default:
				return usagef("--format is text or json, not %q", format)
			}
			return nil
		},
	}
}
