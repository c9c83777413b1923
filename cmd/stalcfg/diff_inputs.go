package main

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/gitfile"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

// named is the document behind an argument: standard input, a version in git,
// or a file.
func (d *differ) named(arg string) *document {
	if spec, ok := strings.CutPrefix(arg, "git:"); ok {
		if rev, path, ok := strings.Cut(spec, ":"); ok && rev != "" && path != "" {
			return &document{name: arg, path: path, read: func() ([]byte, error) { return gitfile.Show(rev, path) }}
		}
		return &document{name: arg, path: ".", read: func() ([]byte, error) {
			return nil, fmt.Errorf("%s: write git:REVISION:PATH, as git:HEAD~1:config.toml", report.Clean(arg))
		}}
	}
	in := input.Input{Name: arg, Path: arg}
	if arg == "-" {
		in = input.Input{Name: d.c.String("stdin-filename"), Stdin: true}
	}
	return &document{name: in.Name, path: projectPath(&in), read: func() ([]byte, error) { return in.Read(d.p.stdin) }}
}

// textconv prints one file in its normal form. git calls it with the path of a
// copy of the file.
func (d *differ) textconv() error {
	if d.c.NArg() != 1 {
		return usagef("--textconv takes one file")
	}
	doc := d.named(d.c.Args().First())
	data, err := doc.read()
	if err != nil {
		return exit{exitFailure, err}
	}
	if _, err := d.p.stdout.Write(report.NormalText(source.New(doc.name, data))); err != nil {
		return exit{exitFailure, err}
	}
	return nil
}
