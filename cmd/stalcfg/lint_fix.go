package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

// fixFlags are the flags of lint that mend files.
func fixFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.BoolFlag{Name: "fix", Usage: "mend what can be mended without changing the meaning, then report the rest"},
		&cli.BoolFlag{Name: "unsafe", Usage: "with --fix, --diff or --list: also mends that change the effective configuration"},
		&cli.BoolFlag{Name: "exit-non-zero-on-fix", Usage: "with --fix: exit with 1 when a file was mended, even if nothing is left"},
		&cli.BoolFlag{Name: "list", Aliases: []string{"l"}, Usage: "mend nothing, name the files that --fix would change"},
	}, diffFlags("mend nothing, show what --fix would change")...)
}

// checkFixFlags refuses combinations that mean nothing.
func checkFixFlags(c *cli.Context) error {
	preview := c.Bool("diff") || c.Bool("list")
	switch {
	case c.Bool("unsafe") && !c.Bool("fix") && !preview:
		return usagef("--unsafe needs --fix, --diff or --list")
	case c.Bool("write-baseline") && (c.Bool("fix") || preview):
		return usagef("--write-baseline lists findings; mend first, then write the baseline")
	case c.Bool("diff") && c.Bool("list"):
		return usagef("--diff and --list exclude each other")
	case (preview || c.Bool("write-baseline")) && (c.IsSet("format") || c.IsSet("output") || c.Bool("statistics") || c.Bool("show-suppressed")):
		return usagef("--diff, --list and --write-baseline print no report: --format, --output, --statistics and --show-suppressed do not go with them")
	case c.Bool("exit-non-zero-on-fix") && (!c.Bool("fix") || preview):
		return usagef("--exit-non-zero-on-fix needs --fix")
	}
	return nil
}

// reportPlace gives standard error as the place of the report when standard
// output is for the mended text of standard input.
func reportPlace(c *cli.Context, p program) program {
	if c.Bool("fix") && slices.Contains(c.Args().Slice(), "-") {
		p.stdout = p.stderr
	}
	return p
}

// mend carries out the mends of one file in memory.
func mend(l *lint.Linter, in *input.Input, data []byte, unsafe bool) change {
	first := l.Lint(source.New(in.Name, data))
	again := func(data []byte) []diag.Finding { return l.Lint(source.New(in.Name, data)).Findings }
	r := fix.Fixpoint(again, data, fix.Options{Generation: first.Doc.Generation, Unsafe: unsafe})
	ch := change{in: in, before: data, after: r.Data}
	if n := len(r.Mended); n > 0 {
		ch.notes = append(ch.notes, fmt.Sprintf("%s: %s mended", in.Name, counted(n, "finding")))
	}
	if len(r.Refused) > 0 {
		mask := redact.New(first.File, first.Set)
		for _, m := range r.Refused {
			ch.notes = append(ch.notes, in.Name+": "+mask.Text(m.Error()))
		}
	}
	if !r.Settled {
		ch.notes = append(ch.notes, fmt.Sprintf("%s: stopped after %d rounds, more could be mended", in.Name, r.Rounds))
	}
	return ch
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// say prints the notes of a change.
func (c change) say(w io.Writer) error {
	for _, n := range c.notes {
		if _, err := fmt.Fprintln(w, report.Clean(n)); err != nil {
			return err
		}
	}
	return nil
}

// mendOne mends a file, stores it, and lints what is left. The new text of
// standard input goes to standard output.
func mendOne(l *lint.Linter, in *input.Input, p program, unsafe bool) lintOutcome {
	ch, err := mendFile(l, in, p, unsafe)
	if err != nil {
		return lintOutcome{err: err}
	}
	return lintOutcome{result: l.Lint(source.New(in.Name, ch.after)), mended: ch}
}

// mendFile mends a file and stores it.
func mendFile(l *lint.Linter, in *input.Input, p program, unsafe bool) (change, error) {
	data, err := in.Read(p.stdin)
	if err != nil {
		return change{}, err
	}
	ch := mend(l, in, data, unsafe)
	return ch, ch.write(p)
}

// previewFixes prints what --fix would change. Exit code 1 if that is anything.
func previewFixes(c *cli.Context, p program, run *lintRun) error {
	po, err := patchOptions(c, p)
	if err != nil {
		return err
	}
	var failed *multierror.Error
	changes := false
	err = inOrder(len(run.inputs), run.workers, func(i int) change {
		data, err := run.inputs[i].Read(p.stdin)
		if err != nil {
			return change{err: err}
		}
		return mend(run.linters[i].Linter, &run.inputs[i], data, c.Bool("unsafe"))
	}, func(_ int, ch change) error {
		if ch.err != nil {
			failed = multierror.Append(failed, ch.err)
			return nil
		}
		changes = changes || ch.changed()
		switch {
		case run.silent || !ch.changed():
			return nil
		case c.Bool("list"):
			_, err := fmt.Fprintln(p.stdout, report.Clean(ch.in.Name))
			return err
		}
		_, err := io.WriteString(p.stdout, report.Patch(ch.in.Name, ch.before, ch.after, po))
		return err
	})
	return finish(err, failed, changes)
}
