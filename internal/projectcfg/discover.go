package projectcfg

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// Finder finds the file that belongs to a linted file: the explicit one, else
// the nearest .stalcfg.toml in its directory or above, up to the root of its
// repository (the directory that holds .git). It remembers every directory and
// is safe for concurrent use.
type Finder struct {
	Explicit string // --config or STALCFG_CONFIG; "" to search
	Isolated bool   // there is none, wherever

	mu   sync.Mutex
	dirs map[string]found
}

type found struct {
	config *Config
	err    error
}

// Find gives the configuration for a file, nil when there is none.
func (f *Finder) Find(path string) (*Config, error) {
	if f.Isolated {
		return nil, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dirs == nil {
		f.dirs = map[string]found{}
	}
	if f.Explicit != "" {
		return f.explicit()
	}
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	return f.search(dir)
}

func (f *Finder) explicit() (*Config, error) {
	x, ok := f.dirs[""]
	if !ok {
		x.config, x.err = Load(f.Explicit)
		var unread *fileError
		if errors.As(x.err, &unread) {
			x.err = fmt.Errorf("configuration of stalcfg: %w", x.err)
		}
		f.dirs[""] = x
	}
	return x.config, x.err
}

func (f *Finder) search(dir string) (*Config, error) {
	if x, ok := f.dirs[dir]; ok {
		return x.config, x.err
	}
	var x found
	x.config, x.err = Load(display(filepath.Join(dir, Name)))
	if x.err != nil && absent(x.err) {
		x = found{}
		if up := filepath.Dir(dir); up != dir && !isRoot(dir) {
			x.config, x.err = f.search(up)
		}
	}
	f.dirs[dir] = x
	return x.config, x.err
}

// absent reports whether an error means that there is no such file.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// isRoot reports whether a directory is the root of a repository; .git is a
// file in linked work trees.
func isRoot(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, ".git"))
	return err == nil
}

// Repository is the root of the repository around a directory, "" when it is in
// none. The directory is absolute.
func Repository(dir string) string {
	for {
		if isRoot(dir) {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// display is a path relative to the working directory where that is no longer.
func display(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || len(rel) > len(path) || strings.Count(rel, "..") > 3 {
		return path
	}
	return rel
}
