package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/rules"
)

func explainCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "tell what a rule means, with examples", ArgsUsage: "RULE…",
		Description: "RULE is a code (SC1011) or a name (syntax/no-final-newline).",
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usagef("which rule? name a code as SC1011 or a name as syntax/no-final-newline")
			}
			for _, name := range c.Args().Slice() {
				r, ok := rules.Find(name)
				if !ok {
					return usagef("no rule is called %q (see stalcfg rules)", name)
				}
				page, err := rules.Page(r)
				if err != nil {
					return exit{exitFailure, err}
				}
				fmt.Fprint(p.stdout, explanation(r, page))
			}
			return nil
		},
	}
}

// explanation is the page of a rule with its facts below the title.
func explanation(r *rules.Rule, page string) string {
	title, body, _ := strings.Cut(page, "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s.\n\n", title, r.Code, r.Summary)
	fmt.Fprintf(&b, "severity: %s, preset: %s, fix: %s", r.Severity, r.Preset, fixable(r))
	if r.Since != "" {
		fmt.Fprintf(&b, ", since Stalwart %s", r.Since)
	}
	if r.Until != "" {
		fmt.Fprintf(&b, ", until Stalwart %s", r.Until)
	}
	b.WriteString("\n")
	b.WriteString(body)
	b.WriteString("\n## Evidence\n\n")
	for _, c := range r.Cites {
		fmt.Fprintf(&b, "- %s\n", cite(c))
	}
	return b.String()
}
