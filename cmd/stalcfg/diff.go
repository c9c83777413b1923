package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/buildinfo"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

func diffCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "diff", Usage: "compare configurations by what the server makes of them",
		ArgsUsage: "OLD NEW",
		Description: "OLD and NEW are files, - for standard input, or git:REVISION:PATH. With --git all configurations\n" +
			"of the work tree that changed since BASE (default HEAD) are compared, with --nodes the files of\n" +
			"the nodes of one cluster. Exit code 0 when the server behaves the same, 1 when not, 2 for a wrong\n" +
			"command line, 3 when a file cannot be read or the server refuses it. With --fail-on, 1 only when\n" +
			"one of the gates trips.",
		Flags: append(append(append(selectionFlags(), hostFlagsBut("nodes")...), // which means something else here
			&cli.BoolFlag{Name: "git", Usage: "compare the work tree with the commit named as argument, by default HEAD"},
			&cli.BoolFlag{Name: "git-driver", Usage: "be called by git as external diff driver (GIT_EXTERNAL_DIFF or diff.NAME.command)"},
			&cli.BoolFlag{Name: "textconv", Usage: "print one file in its normal form, for diff.NAME.textconv"},
			&cli.BoolFlag{Name: "nodes", Usage: "compare the files of the nodes of a cluster"},
			&cli.StringSliceFlag{Name: "fail-on", Usage: "exit with 1 only for these `GATES`: " + schema.OrList(report.Gates())},
			&cli.BoolFlag{Name: "text", Usage: "print a unified diff of the files in their normal form"}),
			formatFlag(report.DiffFormats()...),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`"},
			colorFlag(),
			&cli.StringFlag{Name: "stdin-filename", Value: "<stdin>", Usage: "`NAME` to report for standard input"},
		),
		Action: func(c *cli.Context) error { return diffAction(c, p) },
	}
}

func diffAction(c *cli.Context, p program) error {
	d := differ{c: c, p: p}
	if err := d.flags(); err != nil {
		return err
	}
	switch {
	case c.Bool("textconv"):
		return d.textconv()
	case c.Bool("git-driver"):
		return d.driver()
	case c.Bool("nodes"):
		return d.nodes()
	case c.Bool("git"):
		return d.workTree()
	}
	if c.NArg() != 2 {
		return usagef("name the old and the new file (see stalcfg diff --help)")
	}
	if c.Args().Get(0) == "-" && c.Args().Get(1) == "-" {
		return usagef("only one side can be standard input")
	}
	return d.run([]pair{{old: d.named(c.Args().Get(0)), now: d.named(c.Args().Get(1))}})
}

// differ is one run of diff.
type differ struct {
	c       *cli.Context
	p       program
	linters *projectcfg.Linters
	gates   []string
	text    bool
}

// flags reads what all ways of calling diff have in common.
func (d *differ) flags() error {
	var err error
	if d.linters, err = newLinters(d.c, d.p); err == nil {
		err = selection(d.c, &d.linters.Flags)
	}
	if err == nil {
		err = severities(d.c, &d.linters.Flags)
	}
	if err == nil {
		err = hostOptions(d.c, d.p, &d.linters.Flags)
	}
	if err != nil {
		return err
	}
	d.linters.NoBaseline = true
	modes := 0
	for _, mode := range []string{"git", "git-driver", "textconv", "nodes"} {
		if d.c.Bool(mode) {
			modes++
		}
	}
	if modes > 1 {
		return usagef("--git, --git-driver, --textconv and --nodes exclude each other")
	}
	for _, s := range d.c.StringSlice("fail-on") {
		for _, g := range strings.Split(s, ",") {
			if !slices.Contains(report.Gates(), g) {
				return usagef("--fail-on is %s, not %q", schema.OrList(report.Gates()), g)
			}
			d.gates = append(d.gates, g)
		}
	}
	if d.text = d.c.Bool("text"); d.text && d.c.IsSet("format") {
		return usagef("--text and --format exclude each other")
	}
	return nil
}

// pair is two versions of a file; one is nil when the file came or went.
type pair struct {
	old, now *document
	renamed  bool
}

// document is one file to compare and how to read it.
type document struct {
	name string // as shown
	path string // where the search for the project's configuration begins
	read func() ([]byte, error)
}

// unread stands in the report for a file that was not compared.
func (p *pair) unread(err error) *report.FileDiff {
	f := &report.FileDiff{}
	if p.old != nil {
		f.OldName = p.old.name
	}
	if p.now != nil {
		f.NewName = p.now.name
	}
	var texts []string
	for _, e := range flat(err) {
		texts = append(texts, e.Error())
	}
	f.Err = strings.Join(texts, "; ")
	return f
}

// run compares pairs, prints them and sets the exit code.
func (d *differ) run(pairs []pair) error {
	var failed *multierror.Error
	var files []*report.FileDiff
	for i := range pairs {
		f, err := d.compare(&pairs[i])
		if err != nil {
			if e, ok := err.(exit); ok && e.code == exitUsage {
				return err
			}
			failed = multierror.Append(failed, flat(err)...)
			f = pairs[i].unread(err)
		}
		files = append(files, f)
	}
	tripped, err := report.Tripped(d.gates, files)
	if err != nil {
		return exit{exitUsage, err}
	}
	if err := d.print(files, tripped); err != nil {
		return err
	}
	return finish(nil, failed, len(tripped) > 0 || len(d.gates) == 0 && slices.ContainsFunc(files, (*report.FileDiff).Differs))
}

// linted is one version of a file after linting.
type linted struct {
	result *lint.Result
	linter *projectcfg.Linter
	err    error
}

// compare reads and lints both versions of a file, at the same time.
func (d *differ) compare(p *pair) (*report.FileDiff, error) {
	var old, now linted
	done := make(chan struct{})
	go func() {
		defer close(done)
		now = d.lint(p.now)
	}()
	old = d.lint(p.old)
	<-done
	var failed *multierror.Error
	for _, x := range []linted{old, now} {
		if e, ok := x.err.(exit); ok {
			return nil, e
		}
		if x.err != nil {
			failed = multierror.Append(failed, x.err)
		}
	}
	if failed != nil {
		return nil, failed.ErrorOrNil()
	}
	l := now.linter
	if l == nil {
		l = old.linter
	}
	f := report.NewFileDiff(old.result, now.result, l.Options.Workload)
	if p.renamed && f.Status == "" {
		f.Status = "renamed"
	}
	return f, nil
}

// lint reads and lints one version; there is no result for a file that is not
// there.
func (d *differ) lint(doc *document) linted {
	if doc == nil {
		return linted{}
	}
	l, err := d.linters.For(doc.path)
	if err != nil {
		return linted{err: exit{exitUsage, err}}
	}
	data, err := doc.read()
	if err != nil {
		return linted{err: err}
	}
	r := l.Lint(source.New(doc.name, data))
	if !r.Doc.Accepted() {
		e := &r.Doc.Errors[0]
		if e.Kind == dialect.ErrTooLarge {
			return linted{err: fmt.Errorf("%s: %s", report.Clean(doc.name), e.Detail)}
		}
		at := r.File.Position(e.Span.Start)
		return linted{err: errRefused(doc.name, at.Line, at.Column, e.Detail)}
	}
	return linted{result: r, linter: l}
}

// open opens where the comparison goes.
func (d *differ) open() (w io.Writer, done func() error, o report.DiffOptions, err error) {
	if w, done, err = d.p.output(d.c.String("output")); err != nil {
		return w, done, o, err
	}
	color, err := d.p.useColor(d.c.String("color"), w)
	return w, done, report.DiffOptions{Color: color, Width: width(w), Version: buildinfo.Version()}, err
}

// print writes the comparisons in the format that was asked for.
func (d *differ) print(files []*report.FileDiff, tripped []string) error {
	out, done, o, err := d.open()
	if err != nil {
		return err
	}
	o.Tripped = tripped
	if d.text {
		err = printNormal(out, files, o)
	} else {
		var r report.DiffReporter
		if r, err = report.NewDiff(d.c.String("format"), out, o); err != nil {
			return usagef("--format: %w", err)
		}
		for i := 0; err == nil && i < len(files); i++ {
			err = r.File(files[i])
		}
		if err == nil {
			err = r.Close()
		}
	}
	if err == nil {
		err = done()
	}
	if err != nil {
		return failure(err)
	}
	return nil
}

func printNormal(w io.Writer, files []*report.FileDiff, o report.DiffOptions) error {
	for _, f := range files {
		if _, err := io.WriteString(w, report.NormalPatch(f, o)); err != nil {
			return err
		}
	}
	return nil
}
