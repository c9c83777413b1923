package main

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/buildinfo"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

func lintCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "lint", Usage: "check configuration files the way the server reads them",
		ArgsUsage: "FILE|DIRECTORY|GLOB|-…",
		Description: "Reads each file as the server does and reports what it would refuse, ignore or read\n" +
			"differently. Directories are searched for *.toml; - is standard input.",
		Flags: append(append(append(selectionFlags(), hostFlags()...), fixFlags()...),
			&cli.StringFlag{Name: "fail-on", Value: "error", Usage: "exit with 1 on findings of this `SEVERITY` or above: error, warning, info or never"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "text", Usage: "output `FORMAT`: " + strings.Join(report.Formats(), ", ")},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the report to `FILE`"},
			&cli.StringFlag{Name: "color", Value: "auto", Usage: "auto, always or never"},
			&cli.BoolFlag{Name: "statistics", Usage: "count the findings of each rule (format text)"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no summary"},
			&cli.StringFlag{Name: "stdin-filename", Value: "<stdin>", Usage: "`NAME` to report for standard input"},
			&cli.IntFlag{Name: "jobs", Usage: "files to read at the same time (default: the number of processors)"},
		),
		Action: func(c *cli.Context) error { return lintAction(c, p) },
	}
}

// selectionFlags are the flags that say what is checked.
func selectionFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "target", Usage: "Stalwart `VERSION` to lint for, as 0.15 (default: told from the file)"},
		&cli.StringFlag{Name: "preset", Value: "recommended", Usage: "recommended, strict or all"},
		&cli.StringSliceFlag{Name: "select", Usage: "also run these `RULES` (code, prefix of a code, name or family)"},
		&cli.StringSliceFlag{Name: "ignore", Usage: "do not run these `RULES`"},
		&cli.StringSliceFlag{Name: "only", Usage: "run nothing but these `RULES`"},
		&cli.StringSliceFlag{Name: "severity", Usage: "`RULE=SEVERITY` changes how grave a rule is"},
		&cli.BoolFlag{Name: "isolated", Usage: "ignore every configuration file and directive outside the linted file"},
	}
}

// lintOptions turns flags into options.
func lintOptions(c *cli.Context) (lint.Options, error) {
	var o lint.Options
	if t := c.String("target"); t != "" {
		v, err := schema.ParseVersion(t)
		if err != nil {
			return o, usagef("--target: %w", err)
		}
		o.Target, o.TargetOrigin = v, "--target"
	}
	preset, ok := rules.ParsePreset(c.String("preset"))
	if !ok {
		return o, usagef("--preset is recommended, strict or all, not %q", c.String("preset"))
	}
	o.Preset, o.Select, o.Ignore, o.Only = preset, c.StringSlice("select"), c.StringSlice("ignore"), c.StringSlice("only")
	for _, list := range [][]string{o.Select, o.Ignore, o.Only} {
		for _, s := range list {
			if err := lint.CheckSelector(s); err != nil {
				return o, exit{exitUsage, err}
			}
		}
	}
	for _, s := range c.StringSlice("severity") {
		rule, level, _ := strings.Cut(s, "=")
		sev, err := diag.ParseSeverity(level)
		if err == nil {
			err = lint.CheckSelector(rule)
		}
		if err != nil {
			return o, usagef("--severity %s: %w", s, err)
		}
		if o.Severity == nil {
			o.Severity = map[string]diag.Severity{}
		}
		o.Severity[rule] = sev
	}
	return o, nil
}

// threshold reads --fail-on; never is above every severity.
func threshold(s string) (diag.Severity, error) {
	if s == "never" {
		return diag.Error + 1, nil
	}
	sev, err := diag.ParseSeverity(s)
	if err != nil {
		return 0, usagef("--fail-on: %w, or never", err)
	}
	return sev, nil
}

func lintAction(c *cli.Context, p program) error {
	if !c.Args().Present() {
		return usagef("no file to lint: name a file or directory, or - for standard input")
	}
	opts, err := lintOptions(c)
	if err == nil {
		err = hostOptions(c, p, &opts)
	}
	if err == nil {
		err = checkFixFlags(c)
	}
	if err != nil {
		return err
	}
	limit, err := threshold(c.String("fail-on"))
	if err != nil {
		return err
	}
	if c.Bool("statistics") && c.String("format") != "text" {
		return usagef("--statistics goes with --format text; other formats are counted by their readers")
	}
	linter := lint.New(opts)
	if c.Bool("diff") {
		return previewFixes(c, p, linter)
	}
	out, done, err := reportPlace(c, p).output(c.String("output"))
	if err != nil {
		return err
	}
	color, err := p.useColor(c.String("color"), out)
	if err != nil {
		return err
	}
	rep, err := report.New(c.String("format"), out, report.Options{
		Color: color, Width: width(out), Version: buildinfo.Version(), Quiet: c.Bool("quiet"), Statistics: c.Bool("statistics"), HostRules: linter.HostRules(),
	})
	if err != nil {
		return usagef("--format: %w", err)
	}
	return lintAll(c, p, lintRun{linter, rep, limit, done})
}

// lintRun is what one run of lint needs.
type lintRun struct {
	linter   *lint.Linter
	reporter report.Reporter
	limit    diag.Severity
	done     func() error
}

// lintAll reads and checks files in parallel and reports them in input order.
func lintAll(c *cli.Context, p program, run lintRun) error {
	workers, err := jobs(c)
	if err != nil {
		return err
	}
	inputs := input.Expand(c.Args().Slice(), c.String("stdin-filename"))
	if len(inputs) == 0 {
		fmt.Fprintf(p.stderr, "stalcfg: nothing to check: no *.toml below %s\n", report.Clean(strings.Join(c.Args().Slice(), ", ")))
	}
	var failed *multierror.Error
	var totals report.Totals
	worst := diag.Severity(0)
	err = inOrder(len(inputs), workers, func(i int) lintOutcome { return run.one(c, p, &inputs[i]) },
		func(_ int, o lintOutcome) error {
			if err := o.mended.say(p.stderr); err != nil {
				return err
			}
			if o.err != nil {
				failed = multierror.Append(failed, o.err)
				return nil
			}
			totals.Add(o.result)
			worst = max(worst, o.result.Worst())
			return run.reporter.File(o.result)
		})
	if err == nil {
		err = run.reporter.Close(totals)
	}
	if err == nil {
		err = run.done()
	}
	switch {
	case err != nil:
		return exit{exitFailure, err}
	case failed != nil:
		failed.ErrorFormat = plainErrors
		return exit{exitFailure, failed.ErrorOrNil()}
	case worst >= run.limit:
		return exit{code: exitFindings}
	}
	return nil
}

// jobs is how many files are read at the same time.
func jobs(c *cli.Context) (int, error) {
	switch n := c.Int("jobs"); {
	case n > 0:
		return n, nil
	case c.IsSet("jobs"):
		return 0, usagef("--jobs is a number from 1, not %d", n)
	}
	return runtime.GOMAXPROCS(0), nil
}

type lintOutcome struct {
	result *lint.Result
	mended change // with --fix
	err    error
}

// one lints a file, mended before if that was asked for.
func (run *lintRun) one(c *cli.Context, p program, in *input.Input) lintOutcome {
	if c.Bool("fix") {
		return mendOne(run.linter, in, p, c.Bool("unsafe"))
	}
	return lintOne(run.linter, in, p.stdin)
}

func lintOne(l *lint.Linter, in *input.Input, stdin io.Reader) lintOutcome {
	data, err := in.Read(stdin)
	if err != nil {
		return lintOutcome{err: err}
	}
	return lintOutcome{result: l.Lint(source.New(in.Name, data))}
}

// plainErrors lists errors one a line.
func plainErrors(errs []error) string {
	var b bytes.Buffer
	for i, e := range errs {
		if i > 0 {
			b.WriteString("\nstalcfg: ")
		}
		fmt.Fprint(&b, report.Clean(e.Error()))
	}
	return b.String()
}
