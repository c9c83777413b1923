package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/report"
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
					return usagef("%w", notOneRule(name))
				}
				tellRenamed(p, []string{name})
				page, err := report.Explain(r)
				if err != nil {
					return exit{exitFailure, err}
				}
				fmt.Fprint(p.stdout, page)
			}
			return nil
		},
	}
}

// notOneRule says what is wrong with a word that stands for no rule, or for several.
func notOneRule(word string) error {
	if err := lint.CheckSelector(word); err != nil {
		return err
	}
	return fmt.Errorf("%q stands for several rules, name one (see `stalcfg rules`)", word)
}
