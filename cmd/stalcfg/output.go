package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
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
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		switch {
		case info.IsDir():
			return nil, nil, exit{exitFailure, fmt.Errorf("cannot write %s: is a directory", path)}
		case !info.Mode().IsRegular():
			return direct(path)
		}
		mode = info.Mode().Perm()
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, nil, exit{exitFailure, fmt.Errorf("cannot write %s: %w", path, err)}
		}
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return nil, nil, exit{exitFailure, fmt.Errorf("cannot write %s: its directory does not exist", path)}
	}
	f := &lateFile{path: path, mode: mode}
	return f, f.commit, nil
}

// direct writes into a device or a named pipe, which must not be replaced by a
// file of the same name.
func direct(path string) (io.Writer, func() error, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, nil, exit{exitFailure, fmt.Errorf("cannot write %s: %w", path, cause(err))}
	}
	s := &sink{w: f}
	return s, func() error {
		err := f.Close()
		if s.err != nil {
			err = s.err
		}
		if err != nil {
			return fmt.Errorf("cannot write %s: %w", path, cause(err))
		}
		return nil
	}, nil
}

// cause drops operation and path from an error of the file system.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// sink remembers the first failure of a writer, so that output that was lost
// is told even where a command does not look.
type sink struct {
	w   io.Writer
	err error
}

// Write passes on until the first failure.
func (s *sink) Write(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(b)
	s.err = err
	return n, err
}

// lateFile collects a report in a temporary file beside its place.
type lateFile struct {
	path string
	mode fs.FileMode
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
		err = f.file.Chmod(f.mode)
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
