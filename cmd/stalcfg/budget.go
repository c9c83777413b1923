package main

import (
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

func budgetCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "budget", Usage: "show what a configuration may cost the host", ArgsUsage: "FILE|-",
		Description: "Prints memory at rest and at worst, descriptors, threads and connections, item by item, with the\nsetting that decides each. Users are guessed from the host unless declared.",
		Flags: append(append(hostFlagsBut("check-files"), projectFlags()...), // no rule runs
			formatFlag("text", "json", "markdown", "svg", "html"),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`"},
			colorFlag(),
			&cli.StringFlag{Name: "stdin-filename", Value: "<stdin>", Usage: "`NAME` to report for standard input"}),
		Action: func(c *cli.Context) error { return budgetAction(c, p) },
	}
}

func budgetAction(c *cli.Context, p program) error {
	if c.Args().Len() != 1 {
		return usagef("name one file, or - for standard input")
	}
	linters, err := newLinters(c, p)
	if err == nil {
		err = hostOptions(c, p, &linters.Flags)
	}
	if err != nil {
		return err
	}
	in := input.Expand(c.Args().Slice(), c.String("stdin-filename"))
	if len(in) != 1 {
		return usagef("name one file, not a directory")
	}
	data, err := in[0].Read(p.stdin)
	if err != nil {
		return exit{exitFailure, err}
	}
	linters.Flags.Options.Only = []string{"syntax"}
	linters.NoBaseline = true
	l, err := linters.For(projectPath(&in[0]))
	if err != nil {
		return exit{exitUsage, err}
	}
	r := l.Lint(source.New(in[0].Name, data))
	if !r.Doc.Accepted() {
		e := &r.Doc.Errors[0]
		at := r.File.Position(e.Span.Start)
		return exit{exitFindings, errRefused(in[0].Name, at.Line, at.Column, e.Detail)}
	}
	w := budget.ForHost(r.Host)
	if l.Options.Workload != nil {
		w = *l.Options.Workload
	}
	return writeBudget(c, p, r.File, budget.New(r.Set, r.Host, w))
}

func writeBudget(c *cli.Context, p program, f *source.File, l *budget.Ledger) error {
	w, done, err := p.output(c.String("output"))
	if err != nil {
		return err
	}
	color, err := p.useColor(c.String("color"), w)
	if err != nil {
		return err
	}
	if err := report.Budget(w, f, l, report.BudgetOptions{Format: c.String("format"), Color: color, Width: width(w)}); err != nil {
		return usagef("%w", err)
	}
	if err := done(); err != nil {
		return exit{exitFailure, err}
	}
	return nil
}
