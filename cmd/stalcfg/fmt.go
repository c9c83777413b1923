package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/format"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

func fmtCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "fmt", Usage: "write configuration files in their canonical layout",
		ArgsUsage: "FILE|DIRECTORY|GLOB|-…",
		Description: "Rewrites files in place, standard input to standard output. Comments and order stay, and the\n" +
			"settings are proved to be the same before anything is written. Files that the server refuses\n" +
			"are not touched. Exit code 1 if a file is refused, and with --check or --diff if one would change.\n" +
			"\n" +
			"Where the same settings have a spelling that other TOML tools accept, it is used. What has none\n" +
			"stays: a name with a value and settings below it (blob and blob.disk), a table that is opened\n" +
			"twice, sets such as { \"a\", \"b\" } over several lines, and backslashes of doubtful meaning.",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "check", Usage: "write nothing, name the files that would change"},
			&cli.BoolFlag{Name: "tables", Usage: "turn a file without tables, as the server writes it, back into tables"},
			&cli.StringFlag{Name: "stdin-filename", Value: "<stdin>", Usage: "`NAME` to report for standard input"},
			jobsFlag(),
			colorFlag(),
		}, diffFlags("write nothing, show what would change")...),
		Action: func(c *cli.Context) error { return fmtAction(c, p) },
	}
}

// diffFlags are the flags of commands that can show a change.
func diffFlags(usage string) []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "diff", Usage: usage + " as a unified diff"},
		&cli.BoolFlag{Name: "show-secrets", Usage: "do not mask secrets in a diff, so that every part of it can be applied"},
	}
}

// patchOptions turns flags into options.
func patchOptions(c *cli.Context, p program) (report.PatchOptions, error) {
	color, err := p.useColor(c.String("color"), p.stdout)
	return report.PatchOptions{Color: color, Terminal: color || isTerminal(p.stdout), ShowSecrets: c.Bool("show-secrets")}, err
}

// change is a file before and after a command worked on it.
type change struct {
	in            *input.Input
	before, after []byte
	notes         []string // for standard error
	err           error
}

func (c change) changed() bool { return !bytes.Equal(c.before, c.after) }

// write stores the result of a change: in the file, or on standard output.
func (c change) write(p program) error {
	if c.in.Stdin {
		_, err := p.stdout.Write(c.after)
		return err
	}
	if !c.changed() {
		return nil
	}
	return fix.Replace(c.in.Path, c.before, c.after)
}

func fmtAction(c *cli.Context, p program) error {
	if !c.Args().Present() {
		return usagef("no file to format: name a file or directory, or - for standard input")
	}
	po, err := patchOptions(c, p)
	if err != nil {
		return err
	}
	workers, err := jobs(c)
	if err != nil {
		return err
	}
	inputs := input.Expand(c.Args().Slice(), c.String("stdin-filename"))
	options := format.Options{Tables: c.Bool("tables")}
	preview := c.Bool("check") || c.Bool("diff")
	var failed *multierror.Error
	refused, changes := false, false
	err = inOrder(len(inputs), workers, func(i int) change { return formatOne(&inputs[i], p.stdin, options) },
		func(_ int, ch change) error {
			if syntax := (refusal{}); errors.As(ch.err, &syntax) {
				refused = true
				_, err := fmt.Fprintln(p.stderr, "stalcfg:", syntax.Error())
				return err
			}
			if ch.err == nil && !preview {
				ch.err = ch.write(p)
			}
			if ch.err != nil {
				failed = multierror.Append(failed, ch.err)
				return nil
			}
			return showFormatted(c, p, ch, po, &changes)
		})
	return finish(err, failed, refused || preview && changes)
}

// showFormatted says what happened to a file, or would.
func showFormatted(c *cli.Context, p program, ch change, po report.PatchOptions, changes *bool) error {
	if !ch.changed() {
		return nil
	}
	*changes = true
	var err error
	switch {
	case c.Bool("diff"):
		_, err = io.WriteString(p.stdout, report.Patch(ch.in.Name, ch.before, ch.after, po))
	case c.Bool("check"):
		_, err = fmt.Fprintln(p.stdout, report.Clean(ch.in.Name))
	case !ch.in.Stdin:
		_, err = fmt.Fprintf(p.stderr, "%s: formatted\n", report.Clean(ch.in.Name))
	}
	return err
}

// refusal tells that a file is left alone because the server does not take it.
type refusal struct{ error }

// formatOne formats a file for the newest release that accepts it.
func formatOne(in *input.Input, stdin io.Reader, o format.Options) change {
	ch := change{in: in}
	if ch.before, ch.err = in.Read(stdin); ch.err != nil {
		return ch
	}
	f := source.New(in.Name, ch.before)
	doc := dialect.Parse(f, dialect.Gen015)
	for _, gen := range []dialect.Generation{dialect.Gen012, dialect.Gen06} {
		if older := dialect.Parse(f, gen); !doc.Accepted() && older.Accepted() {
			doc = older
		}
	}
	ch.after, ch.err = format.Format(doc, o)
	var syntax *format.SyntaxError
	switch {
	case errors.As(ch.err, &syntax):
		at := f.Position(syntax.Span.Start)
		ch.err = refusal{errRefused(in.Name, at.Line, at.Column, syntax.Detail)}
	case ch.err != nil:
		ch.err = fmt.Errorf("%s: %w", in.Name, ch.err)
	}
	return ch
}
