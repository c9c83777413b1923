package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"

	"github.com/stalcfg/stalcfg/internal/baseline"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
)

// defaultBaseline is written when nothing names a file.
const defaultBaseline = "stalcfg-baseline.json"

// writeBaselines makes all findings known ones. Files that are not part of the
// run keep theirs while they exist; nothing is written when an input could not
// be read.
func writeBaselines(p program, run *lintRun) error {
	files := map[string]*baseline.Baseline{}
	for _, l := range run.linters {
		if path := baselinePath(l.Baseline.V); files[path] == nil {
			b, err := oldBaseline(path)
			if err != nil {
				return exit{exitUsage, err}
			}
			files[path] = b
		}
	}
	err := run.each(p, func(i int, r *lint.Result) error {
		l := run.linters[i]
		mask := redact.New(r.File, r.Set)
		files[baselinePath(l.Baseline.V)].Replace(r.File.Name, r.Findings, l.Ran(r), mask.Text)
		return nil
	})
	if err != nil {
		return exit{exitFailure, err}
	}
	paths := make([]string, 0, len(files))
	for path := range files {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		if err := writeBaseline(p, path, files[path]); err != nil {
			return err
		}
	}
	return nil
}

func baselinePath(path string) string {
	if path == "" {
		return defaultBaseline
	}
	return path
}

// oldBaseline reads what is there; a file that is none is not overwritten.
func oldBaseline(path string) (*baseline.Baseline, error) {
	b, err := baseline.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return baseline.New(path)
	}
	return b, err
}

func writeBaseline(p program, path string, b *baseline.Baseline) error {
	b.Forget(func(path string) bool { _, err := os.Stat(path); return err == nil })
	w, done, err := p.output(path)
	if err != nil {
		return err
	}
	if err = b.Encode(w); err == nil {
		err = done()
	}
	if err != nil {
		return exit{exitFailure, err}
	}
	findings, files := b.Len()
	fmt.Fprintf(p.stdout, "%s: known findings: %d, files: %d\n", path, findings, files)
	return nil
}
