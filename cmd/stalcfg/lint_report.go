package main

import (
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/buildinfo"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/report"
)

// checkReportFlags refuses flags that the format has no place for.
func checkReportFlags(c *cli.Context) error {
	format := c.String("format")
	switch {
	case !slices.Contains(report.Formats(), format):
		_, err := report.New(format, io.Discard, report.Options{})
		return usagef("--format: %w", err)
	case c.Bool("statistics") && format != "text":
		return usagef("--statistics goes with --format text; other formats are counted by their readers")
	case c.Bool("show-suppressed") && !slices.Contains([]string{"sarif", "json", "jsonl"}, format):
		return usagef("--show-suppressed goes with --format sarif, json or jsonl; --ignore-suppressions reports everything in any format")
	case c.Bool("show-suppressed") && c.Bool("ignore-suppressions"):
		return usagef("--show-suppressed and --ignore-suppressions exclude each other")
	case c.Bool("silent") && c.Bool("statistics"):
		return usagef("--silent and --statistics exclude each other")
	}
	return nil
}

// openReport opens the place of the report and makes its writer.
func (run *lintRun) openReport(c *cli.Context, p program) error {
	p = reportPlace(c, p)
	if run.silent {
		p.stdout = io.Discard
	}
	out, done, err := p.output(c.String("output"))
	if err != nil {
		return err
	}
	run.done = done
	color, err := p.useColor(c.String("color"), out)
	if err != nil {
		return err
	}
	o := report.Options{
		Color: color, Width: width(out),
		Quiet: c.Bool("quiet"), Statistics: c.Bool("statistics"), Hidden: c.Bool("show-suppressed"),
	}
	run.tellOmitted = !run.silent && c.String("format") != "text"
	if format := c.String("format"); format == "json" || format == "sarif" {
		o.Version = buildinfo.Version() // reading it takes time
	}
	if dir, err := os.Getwd(); err == nil {
		o.Dir, o.Root = dir, projectcfg.Repository(dir)
	}
	if run.reporter, err = report.New(c.String("format"), out, o); err != nil {
		return usagef("--format: %w", err)
	}
	return nil
}
