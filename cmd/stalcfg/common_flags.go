package main

import (
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/schema"
)

// formatFlag chooses among formats; text is the default. The words listed in a
// usage are also what shells complete.
func formatFlag(formats ...string) cli.Flag {
	return &cli.StringFlag{
		Name: "format", Aliases: []string{"f"}, Value: "text",
		Usage: "output `FORMAT`: " + schema.OrList(formats),
	}
}

func jobsFlag() cli.Flag {
	return &cli.IntFlag{Name: "jobs", Usage: "`NUMBER` of files to read at the same time", DefaultText: "the number of processors"}
}

func colorFlag() cli.Flag {
	return &cli.StringFlag{Name: "color", Value: "auto", Usage: "`WHEN` to use colours: auto, always or never"}
}

// inCategory puts flags under a heading of the help text.
func inCategory(name string, flags []cli.Flag) []cli.Flag {
	for _, f := range flags {
		switch f := f.(type) {
		case *cli.BoolFlag:
			f.Category = name
		case *cli.StringFlag:
			f.Category = name
		case *cli.IntFlag:
			f.Category = name
		case *cli.StringSliceFlag:
			f.Category = name
		}
	}
	return flags
}
