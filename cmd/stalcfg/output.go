package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output opens where a report goes: standard output, or a file that appears
// under its name, whole, only when done is called. Nothing is created before
// the first byte is written.
func (p program) output(path string) (w io.Writer, done func() error, err error) {
	if path == "" {
		return p.stdout, func() error { return nil }, nil
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return nil, nil, exit{exitFailure, fmt.Errorf("cannot write %s: its directory does not exist", path)}
	}
	f := &lateFile{path: path}
	return f, f.commit, nil
}

// lateFile collects a report in a temporary file beside its place.
type lateFile struct {
	path string
	file *os.File
	buf  *bufio.Writer
	err  error
}

// Write keeps the first error for commit as well.
func (f *lateFile) Write(b []byte) (int, error) {
	if f.err == nil && f.file == nil {
		if f.file, f.err = os.CreateTemp(filepath.Dir(f.path), "."+filepath.Base(f.path)+".*"); f.err == nil {
			f.buf = bufio.NewWriter(f.file)
		}
	}
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.buf.Write(b)
	f.err = err
	return n, err
}

// commit gives the file its name. On any error the temporary file is removed
// and what was there before stays.
func (f *lateFile) commit() error {
	if _, err := f.Write(nil); err != nil && f.file == nil {
		return fmt.Errorf("cannot write %s: %w", f.path, err)
	}
	err := f.err
	if err == nil {
		err = f.buf.Flush()
	}
	if err == nil {
		err = f.file.Chmod(0o644)
	}
	if cerr := f.file.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.file.Name(), f.path)
	}
	if err != nil {
		_ = os.Remove(f.file.Name())
		return fmt.Errorf("cannot write %s: %w", f.path, err)
	}
	return nil
}
