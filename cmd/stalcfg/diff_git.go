package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/stalcfg/stalcfg/internal/gitfile"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/report"
)

// workTree compares all configurations that changed since a commit.
func (d *differ) workTree() error {
	base := "HEAD"
	switch d.c.NArg() {
	case 0:
	case 1:
		base = d.c.Args().First()
	default:
		return usagef("--git takes one commit to compare with")
	}
	root, err := gitfile.Root()
	if err != nil {
		return exit{exitFailure, err}
	}
	commit, err := gitfile.Commit(base)
	if err != nil {
		return exit{exitFailure, fmt.Errorf("--git: %w", err)}
	}
	changes, err := gitfile.Changed(commit)
	if err != nil {
		return exit{exitFailure, err}
	}
	var pairs []pair
	for _, c := range changes {
		p := pair{old: d.committed(commit, root, c.Old), now: inTree(root, c.New), renamed: c.Old != c.New}
		wanted, err := d.wanted(&p)
		if err != nil {
			return err
		}
		if wanted {
			pairs = append(pairs, p)
		}
	}
	if len(pairs) == 0 {
		fmt.Fprintf(d.p.stderr, "stalcfg: no Stalwart configuration changed since %s\n", report.Clean(base))
	}
	return d.run(pairs)
}

// committed is a file in a commit; nil without a path.
func (d *differ) committed(commit, root, path string) *document {
	if path == "" {
		return nil
	}
	return &document{name: path, path: filepath.Join(root, filepath.FromSlash(path)), read: once(func() ([]byte, error) { return gitfile.Show(commit, path) })}
}

func inTree(root, path string) *document {
	if path == "" {
		return nil
	}
	in := input.Input{Name: path, Path: filepath.Join(root, filepath.FromSlash(path))}
	return &document{name: path, path: in.Path, read: once(func() ([]byte, error) { return in.Read(nil) })}
}

// once reads a document one time only.
func once(read func() ([]byte, error)) func() ([]byte, error) {
	var data []byte
	var err error
	done := false
	return func() ([]byte, error) {
		if !done {
			data, err = read()
			done = true
		}
		return data, err
	}
}

// wanted reports whether a changed file is a configuration of Stalwart: it
// looks like one, or the project's configuration has an override for it.
func (d *differ) wanted(p *pair) (bool, error) {
	for _, doc := range []*document{p.now, p.old} {
		if doc == nil || !strings.HasSuffix(doc.name, ".toml") || filepath.Base(doc.name) == ".stalcfg.toml" {
			continue
		}
		l, err := d.linters.For(doc.path)
		if err != nil {
			return false, exit{exitUsage, err}
		}
		if l.Overridden() {
			return true, nil
		}
		if data, err := doc.read(); err == nil && report.LooksLikeStalwart(doc.name, data) {
			return true, nil
		}
	}
	return false, nil
}

// driver is called by git: path, old file, hash, mode, new file, hash, mode; for
// renamed files the new path and a header follow. git takes any exit code but 0
// for a crash.
func (d *differ) driver() error {
	args := d.c.Args().Slice()
	if len(args) == 1 {
		fmt.Fprintf(d.p.stdout, "%s: not merged\n", report.Clean(args[0]))
		return nil
	}
	if len(args) != 7 && len(args) != 9 {
		return usagef("--git-driver is called by git, with 7 or 9 arguments")
	}
	p := pair{old: driverFile(args[0], args[1]), now: driverFile(args[0], args[4])}
	if len(args) == 9 {
		p.renamed = true
		if p.now != nil {
			p.now.name, p.now.path = args[7], args[7]
		}
	}
	if inUse, _ := d.p.lookup("GIT_PAGER_IN_USE"); d.c.String("color") == "auto" && inUse != "" && !d.p.set("NO_COLOR") {
		if err := d.c.Set("color", "always"); err != nil {
			return err
		}
	}
	f, err := d.compare(&p)
	if err != nil {
		fmt.Fprintf(d.p.stdout, "%s: %s\n", report.Clean(args[0]), plainErrors(flat(err)))
		return nil
	}
	return d.print([]*report.FileDiff{f}, nil)
}

// driverFile is one side of a call by git, nil where there is no file.
func driverFile(name, path string) *document {
	if path == os.DevNull || path == "/dev/null" {
		return nil
	}
	in := input.Input{Name: name, Path: path}
	return &document{name: name, path: name, read: func() ([]byte, error) { return in.Read(nil) }}
}
