package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

// mergeFlags are the flags of generate that work on a file that is there.
func mergeFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "merge", Usage: "carry the plan into `FILE`: only its own settings change, in place; shows the change unless --write is given"},
		&cli.BoolFlag{Name: "write", Usage: "with --merge: write the file"},
		&cli.StringFlag{Name: "check", Usage: "write nothing, say where `FILE` no longer has what the plan says; exit code 1 if anywhere"},
		colorFlag(),
	}, diffFlags("with --merge: show the change")...)
}

// checkMergeFlags refuses combinations that mean nothing.
func checkMergeFlags(c *cli.Context) error {
	merge, check := c.IsSet("merge"), c.IsSet("check")
	switch {
	case merge && check:
		return usagef("--merge and --check do not go together")
	case (merge || check) && (c.IsSet("output") || c.Bool("explain")):
		return usagef("--%s does not go together with --output or --explain", map[bool]string{true: "merge", false: "check"}[merge])
	case !merge && (c.Bool("write") || c.Bool("diff")):
		return usagef("--write and --diff need --merge FILE")
	case c.Bool("force") && !merge && !c.IsSet("output"):
		return usagef("--force needs --merge or --output")
	}
	return nil
}

// target is the file of --merge or --check.
type target struct {
	path   string
	exists bool
	data   []byte
	doc    *dialect.Document
}

// readTarget reads a file and refuses one that the server would refuse.
func readTarget(path string, gen dialect.Generation) (*target, error) {
	t := &target{path: path, exists: true}
	var err error
	t.data, err = os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.exists = false
	case err != nil:
		return nil, exit{exitFailure, fmt.Errorf("cannot read %s: %w", report.Clean(path), cause(err))}
	}
	f := source.New(path, t.data)
	if t.doc = dialect.Parse(f, gen); t.doc.Accepted() {
		return t, nil
	}
	e := &t.doc.Errors[0]
	if e.Kind == dialect.ErrTooLarge {
		return nil, exit{exitFailure, fmt.Errorf("%s: %s", report.Clean(path), e.Detail)}
	}
	at := f.Position(e.Span.Start)
	return nil, exit{exitFindings, errRefused(path, at.Line, at.Column, e.Detail)}
}

// checkGenerated compares a file with a plan.
func checkGenerated(c *cli.Context, p program, plan *generate.Plan) error {
	t, err := readTarget(c.String("check"), plan.Inputs.Version.Generation())
	if err != nil {
		return err
	}
	if !t.exists {
		return exit{exitFailure, fmt.Errorf("cannot read %s: it does not exist", report.Clean(t.path))}
	}
	m, err := generate.Merge(plan, t.doc, generate.MergeOptions{Only: sections(c)})
	if err != nil {
		return usagef("--only: %w", err)
	}
	if m.Matches() {
		return nil
	}
	for _, d := range m.Differences {
		if _, err := fmt.Fprintln(p.stdout, t.place(d)); err != nil {
			return exit{exitFailure, err}
		}
	}
	return exit{code: exitFindings}
}

// place says where a difference is and what it is.
func (t *target) place(d generate.Difference) string {
	where := t.path
	if d.Line > 0 {
		where = fmt.Sprintf("%s:%d", t.path, d.Line)
	}
	return report.Clean(where + ": " + d.String())
}

// mergeGenerated carries a plan into a file.
func mergeGenerated(c *cli.Context, p program, plan *generate.Plan) error {
	po, err := patchOptions(c, p)
	if err != nil {
		return err
	}
	t, err := readTarget(c.String("merge"), plan.Inputs.Version.Generation())
	if err != nil {
		return err
	}
	after, differences, err := t.merged(c, plan)
	if err != nil {
		return usagef("--only: %w", err)
	}
	changed := !t.exists || !bytes.Equal(t.data, after)
	if c.Bool("diff") || !c.Bool("write") {
		if _, err := io.WriteString(p.stdout, report.Patch(t.path, t.data, after, po)); err != nil {
			return exit{exitFailure, err}
		}
	}
	if c.Bool("write") && changed {
		if err := t.write(after); err != nil {
			return exit{exitFailure, err}
		}
	}
	t.say(p.stderr, differences, c.Bool("write") && changed)
	if changed && !c.Bool("write") {
		return exit{code: exitFindings}
	}
	return nil
}

// merged is the new text of a file: the merged one, or all of the plan where
// there is none yet.
func (t *target) merged(c *cli.Context, plan *generate.Plan) ([]byte, []generate.Difference, error) {
	if len(bytes.TrimSpace(t.data)) == 0 {
		text, err := generate.Render(plan, generate.RenderOptions{NoComments: c.Bool("no-comments"), Only: sections(c)})
		return text, nil, err
	}
	m, err := generate.Merge(plan, t.doc, generate.MergeOptions{Force: c.Bool("force"), Only: sections(c)})
	if err != nil {
		return nil, nil, err
	}
	return m.Data, m.Differences, nil
}

// write replaces the file, or creates it.
func (t *target) write(data []byte) error {
	if !t.exists {
		return fix.WriteFile(t.path, data, 0o640)
	}
	return fix.Replace(t.path, t.data, data)
}

// say reports what stays although the plan has something else, and what changed.
func (t *target) say(w io.Writer, differences []generate.Difference, written bool) {
	changed := 0
	for _, d := range differences {
		if !d.Fate.Kept() {
			changed++
			continue
		}
		more := "kept, --force replaces it"
		switch d.Fate {
		case generate.KeptForm:
			more = "left as it is"
		case generate.KeptGone, generate.KeptOther:
			more = "left out, --force adds it"
		}
		fmt.Fprintf(w, "%s: %s\n", t.place(d), more)
	}
	switch {
	case written && !t.exists:
		fmt.Fprintf(w, "%s: written\n", report.Clean(t.path))
	case written:
		fmt.Fprintf(w, "%s: %s changed\n", report.Clean(t.path), counted(changed, "setting"))
	}
}
