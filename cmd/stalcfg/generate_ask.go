package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/report"
)

// askInputs asks for inputs on the terminal when that is wanted. It gives the
// command line that does the same without questions, or "".
func askInputs(c *cli.Context, p program, in *generate.Inputs) (string, error) {
	if !c.Bool("interactive") {
		return "", nil
	}
	if f, ok := p.stdin.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return "", usagef("--interactive asks on a terminal, and standard input is none: use flags or --from FILE")
	}
	answers, err := generate.Ask(in, p.stdin, p.stderr)
	if err != nil {
		return "", exit{exitFailure, err}
	}
	return generate.CommandLine(append(answers, otherFlags(c, answers)...)), nil
}

// otherFlags gives the flags of the command line that no answer replaces.
func otherFlags(c *cli.Context, answers []generate.Answer) []generate.Answer {
	answered := map[string]bool{"interactive": true}
	for _, a := range answers {
		answered[a.Flag] = true
	}
	var out []generate.Answer
	for _, f := range c.Command.Flags {
		name := f.Names()[0]
		if answered[name] || !c.IsSet(name) {
			continue
		}
		a := generate.Answer{Flag: name}
		switch _, list := f.(*cli.StringSliceFlag); {
		case list:
			a.Values = c.StringSlice(name)
		case takesValue(c.Command, name):
			a.Values = []string{c.String(name)}
		}
		out = append(out, a)
	}
	return out
}

// sayCommand tells how to repeat what the answers gave.
func sayCommand(p program, command string) {
	if command != "" {
		fmt.Fprintln(p.stderr, "The same without questions:\n  "+report.Clean(command))
	}
}
