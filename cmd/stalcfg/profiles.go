package main

import (
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/generate"
)

func profilesCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "profiles", Usage: "list the profiles of generate, or show some", ArgsUsage: "[PROFILE]…",
		Description: "A profile is a set of inputs for generate, which flags and --from change. --format json-schema prints\nthe JSON Schema of the files for --from.",
		Flags:       []cli.Flag{formatFlag("text", "json", "json-schema")},
		Action: func(c *cli.Context) error {
			if c.String("format") == "json-schema" {
				return generate.WriteSchema(p.stdout)
			}
			list := generate.Profiles()
			if c.Args().Present() {
				list = nil
				for _, name := range c.Args().Slice() {
					profile, ok := generate.FindProfile(name)
					if !ok {
						return usagef("there is no profile %q, see stalcfg profiles", name)
					}
					list = append(list, profile)
				}
			}
			if err := generate.ShowProfiles(p.stdout, list, c.String("format"), c.Args().Present()); err != nil {
				return exit{exitUsage, err}
			}
			return nil
		},
	}
}
