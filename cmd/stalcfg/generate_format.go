package main

import (
	"bytes"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/schema"
)

// formatFlags are the flags of generate that choose what is printed.
func formatFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "toml", Usage: "output `FORMAT` (with --explain text or json): " + schema.OrList(generate.Formats())},
		&cli.BoolFlag{Name: "systemd", Usage: "print the drop-in for the service that goes with the file"},
		&cli.BoolFlag{Name: "compose", Usage: "print limits, environment and ports for a compose file"},
	}
}

// checkFormatFlags refuses combinations that mean nothing.
func checkFormatFlags(c *cli.Context) error {
	var asked []string
	for _, name := range []string{"systemd", "compose", "explain"} {
		if c.Bool(name) {
			asked = append(asked, "--"+name)
		}
	}
	into := c.IsSet("merge") || c.IsSet("check")
	switch {
	case len(asked) > 1:
		return usagef("%s do not go together", strings.Join(asked, " and "))
	case len(asked) > 0 && asked[0] != "--explain" && (c.IsSet("format") || len(c.StringSlice("only")) > 0):
		return usagef("%s does not go together with --format or --only", asked[0])
	case into && (len(asked) > 0 || c.IsSet("format") && c.String("format") != "toml"):
		return usagef("--merge and --check are about a file of the server, not about another form")
	case len(c.StringSlice("only")) > 0 && c.String("format") == "env":
		return usagef("--format env has no sections: leave --only out")
	}
	return nil
}

// renderGenerated writes the plan in the form that the flags ask for.
func renderGenerated(c *cli.Context, plan *generate.Plan) ([]byte, error) {
	o := generate.RenderOptions{NoComments: c.Bool("no-comments"), Only: sections(c)}
	switch {
	case c.Bool("explain"):
		format := c.String("format")
		if !c.IsSet("format") {
			format = "text"
		}
		var b bytes.Buffer
		err := generate.Explain(&b, plan, format)
		return b.Bytes(), err
	case c.Bool("systemd"):
		return generate.Systemd(plan, o), nil
	case c.Bool("compose"):
		return generate.Compose(plan, o), nil
	}
	return generate.RenderAs(plan, c.String("format"), o)
}
