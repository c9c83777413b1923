package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output opens where a report goes: standard output, or a file that appears
// under its name only when done is called.
func (p program) output(path string) (w io.Writer, done func() error, err error) {
	if path == "" {
		return p.stdout, func() error { return nil }, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, nil, exit{exitFailure, fmt.Errorf("cannot write %s: %w", path, err)}
	}
	b := bufio.NewWriter(f)
	return b, func() error {
		err := b.Flush()
		if err == nil {
			err = f.Chmod(0o644)
		}
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			_ = os.Remove(f.Name())
			return fmt.Errorf("cannot write %s: %w", path, err)
		}
		return nil
	}, nil
}
