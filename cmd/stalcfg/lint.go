package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

func lintCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "lint", Usage: "check configuration files the way the server reads them",
		ArgsUsage: "FILE|DIRECTORY|GLOB|-…",
		Description: "Reads each file as the server does and reports what it would refuse, ignore or read\n" +
			"differently. Directories are searched for *.toml; - is standard input.",
		Flags: append(append(append(inCategory("Checks", append(selectionFlags(), clusterFlag())), inCategory("Host and users", hostFlags())...), inCategory("Mending", fixFlags())...),
			append(inCategory("Threshold, suppressions, baseline", countFlags()), inCategory("Output", reportFlags())...)...,
		),
		Action: func(c *cli.Context) error { return lintAction(c, p) },
	}
}

func clusterFlag() cli.Flag {
	return &cli.BoolFlag{Name: "cluster", Usage: "the files are the nodes of one cluster: compare them, too"}
}

// countFlags say which findings count.
func countFlags() []cli.Flag {
	return []cli.Flag{
		failOnFlag(),
		&cli.IntFlag{Name: "max-findings", Value: projectcfg.UsualFindings, Usage: "list at most `NUMBER` findings of each rule in a file, and count the others; 0 lists all"},
		&cli.BoolFlag{Name: "ignore-suppressions", Usage: "report what \"# stalcfg:ignore\" comments hide, too"},
		&cli.StringFlag{Name: "today", Usage: "`DATE` to compare until= in comments with, as 2027-01-31 (default: today in UTC)"},
		&cli.StringFlag{Name: "baseline", Usage: "hide the known findings listed in `FILE`"},
		&cli.BoolFlag{Name: "write-baseline", Usage: "list all findings in the baseline instead of reporting them (in " + defaultBaseline + " unless --baseline names another file)"},
	}
}

// reportFlags say how findings are printed.
func reportFlags() []cli.Flag {
	return []cli.Flag{
		formatFlag(report.Formats()...),
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the report to `FILE`"},
		colorFlag(),
		&cli.BoolFlag{Name: "statistics", Usage: "count the findings of each rule (format text)"},
		&cli.BoolFlag{Name: "show-suppressed", Usage: "also list, marked, what comments and the baseline hide (formats sarif, json and jsonl)"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no summary"},
		&cli.BoolFlag{Name: "silent", Aliases: []string{"s"}, Usage: "print nothing, only set the exit code"},
		&cli.StringFlag{Name: "stdin-filename", Value: "<stdin>", Usage: "`NAME` to report for standard input"},
		jobsFlag(),
	}
}

// selectionFlags are the flags that say what is checked.
func selectionFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "target", Usage: "`VERSION` of Stalwart to lint for, as 0.15 (default: told from the file)"},
		&cli.StringFlag{Name: "preset", Value: "recommended", Usage: "`PRESET` of rules that run: recommended, strict or all"},
		&cli.StringSliceFlag{Name: "select", Usage: "run these `RULES` besides the preset (code, prefix of a code, name or family; several between commas)"},
		&cli.StringSliceFlag{Name: "ignore", Usage: "do not run these `RULES`"},
		&cli.StringSliceFlag{Name: "only", Usage: "run nothing but these `RULES`"},
		&cli.StringSliceFlag{Name: "severity", Usage: "set how grave a rule is, as `RULE=SEVERITY` (error, warning, info or off)"},
	}, projectFlags()...)
}

// threshold reads --fail-on; never is above every severity.
func threshold(s string) (diag.Severity, error) {
	if s == "never" {
		return diag.Error + 1, nil
	}
	sev, err := diag.ParseSeverity(s)
	if err != nil {
		return 0, usagef("--fail-on is error, warning, info or never, not %q", s)
	}
	return sev, nil
}

func lintAction(c *cli.Context, p program) error {
	if !c.Args().Present() {
		return usagef("no file to lint: name a file or directory, or - for standard input")
	}
	linters, err := lintFlags(c, p)
	if err == nil {
		err = checkFixFlags(c)
	}
	if err == nil {
		err = checkReportFlags(c)
	}
	if err != nil {
		return err
	}
	run := &lintRun{silent: c.Bool("silent"), inputs: input.Expand(c.Args().Slice(), c.String("stdin-filename"))}
	linters.NoBaseline = c.Bool("write-baseline")
	linters.Flags.Options.TitlesOnly = titlesOnly(c)
	linters.Flags.Limit = !c.Bool("fix") && !c.Bool("diff") && !c.Bool("list") && !c.Bool("write-baseline") // they want every finding
	if run.linters, err = resolve(linters, run.inputs); err != nil {
		return err
	}
	if !run.silent {
		tellConfigRenamed(p, run.linters)
	}
	clusters, err := linters.Clusters(run.linters, run.inputs, c.Bool("cluster"))
	if err != nil {
		return exit{exitUsage, err}
	}
	if run.workers, err = jobs(c); err != nil {
		return err
	}
	if len(run.inputs) == 0 {
		fmt.Fprintf(p.stderr, "stalcfg: nothing to check: no *.toml below %s\n", report.Clean(strings.Join(c.Args().Slice(), ", ")))
	}
	if c.Bool("diff") || c.Bool("list") {
		return previewFixes(c, p, run)
	}
	run.fix, run.unsafe, run.strictFix = c.Bool("fix"), c.Bool("unsafe"), c.Bool("exit-non-zero-on-fix")
	if err := run.lintClusters(p, clusters); err != nil {
		return err
	}
	if linters.NoBaseline {
		if run.silent {
			p.stdout = io.Discard
		}
		return writeBaselines(p, run)
	}
	if err := run.openReport(c, p); err != nil {
		return err
	}
	return lintAll(p, run)
}

// titlesOnly reports that nothing of this run reads the edits of mends.
func titlesOnly(c *cli.Context) bool {
	format := c.String("format")
	return (format == "text" || format == "compact") && !c.Bool("fix") && !c.Bool("diff") && !c.Bool("list")
}

// lintRun is what one run of lint needs: a linter for each input.
type lintRun struct {
	inputs   []input.Input
	workers  int
	fix      bool // mend files before they are linted
	unsafe   bool // also with mends that change the meaning
	linters  []*projectcfg.Linter
	nodes    map[int]lintOutcome // of inputs that are nodes of a cluster, by index
	reporter report.Reporter
	done     func() error

	strictFix bool // exit with 1 when a file was mended
	mended    bool // a file was
	silent    bool // tell nothing about mends

	tellOmitted bool // say on standard error what the report's format has no place for
}

// each reads and checks the inputs in parallel and hands the results over in
// order. What could not be read is the error at the end.
func (run *lintRun) each(p program, take func(i int, r *lint.Result) error) error {
	var failed *multierror.Error
	err := inOrder(len(run.inputs), run.workers, func(i int) lintOutcome { return run.one(p, i) },
		func(i int, o lintOutcome) error {
			if run.silent {
				o.mended.notes = nil
			}
			if err := o.mended.say(p.stderr); err != nil {
				return err
			}
			run.mended = run.mended || o.mended.changed()
			if o.err != nil {
				failed = multierror.Append(failed, o.err)
				return nil
			}
			return take(i, o.result)
		})
	if lost := together(failed); err == nil && lost != nil {
		err = unread{lost}
	}
	return err
}

// unread says which inputs could not be read.
type unread struct{ error }

// texts gives the reasons one by one.
func (u unread) texts() []string {
	if u.error == nil {
		return nil
	}
	var out []string
	for _, err := range flat(u.error) {
		out = append(out, err.Error())
	}
	return out
}

// lintAll reports every file in input order.
func lintAll(p program, run *lintRun) error {
	var totals report.Totals
	found := false
	err := run.each(p, func(i int, r *lint.Result) error {
		totals.Add(r)
		var err error
		if r.FailOn, err = threshold(run.linters[i].FailOn.V); err != nil {
			return err
		}
		found = found || r.Worst() >= r.FailOn
		if run.tellOmitted {
			for _, line := range report.OmittedLines(r) {
				fmt.Fprintln(p.stderr, "stalcfg: "+line)
			}
		}
		return run.reporter.File(r)
	})
	var missing unread
	if err == nil || errors.As(err, &missing) {
		totals.Unread = missing.texts()
		err = run.reporter.Close(totals)
		if err == nil {
			err = run.done()
		}
	}
	switch {
	case err != nil:
		return failure(err)
	case missing.error != nil:
		return exit{exitFailure, missing.error}
	case found || run.strictFix && run.mended:
		return exit{code: exitFindings}
	}
	return nil
}

// failure gives an error the exit code of failures unless it has one.
func failure(err error) error {
	var e exit
	if errors.As(err, &e) {
		return err
	}
	return exit{exitFailure, err}
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
func (run *lintRun) one(p program, i int) lintOutcome {
	if o, ok := run.nodes[i]; ok {
		return o
	}
	if run.fix {
		return mendOne(run.linters[i].Linter, &run.inputs[i], p, run.unsafe)
	}
	return lintOne(run.linters[i], &run.inputs[i], p.stdin)
}

func lintOne(l *projectcfg.Linter, in *input.Input, stdin io.Reader) lintOutcome {
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
