// Package input turns the arguments of a command into files to read:
// files, directories, globs and standard input.
//
// In: arguments. Out: an ordered list of inputs without repetitions, and their
// bytes.
package input

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 1 << 30

// Input is one thing to read. Err is set when it cannot be found.
type Input struct {
	Name  string // for people
	Path  string // on disk, "" for standard input
	Stdin bool
	Err   error
}

// Expand resolves arguments in order. A directory gives all *.toml files below
// it, hidden directories and well-known files of other programs left out; an argument with * ? or [ that names no file
// is a glob, in which ** stands for any number of directories.
func Expand(args []string, stdinName string) []Input {
	var out []Input
	seen := map[string]bool{}
	add := func(in Input) {
		key := filepath.Clean(in.Name)
		if in.Stdin {
			key = "-"
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, in)
		}
	}
	for _, arg := range args {
		if arg == "-" {
			add(Input{Name: stdinName, Stdin: true})
			continue
		}
		for _, in := range expandOne(arg) {
			add(in)
		}
	}
	return out
}

func expandOne(arg string) []Input {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return walk(arg, func(rel string) bool { return strings.HasSuffix(rel, ".toml") })
	case err == nil || !strings.ContainsAny(arg, "*?["):
		return []Input{{Name: arg, Path: arg}}
	}
	root, pattern := splitGlob(filepath.ToSlash(arg))
	found := walk(root, func(rel string) bool { return MatchGlob(pattern, filepath.ToSlash(rel)) })
	if len(found) == 0 {
		return []Input{{Name: arg, Path: arg, Err: errors.New("no file matches the pattern")}}
	}
	return found
}

// splitGlob cuts a pattern before the first segment with a wildcard.
func splitGlob(pattern string) (root, rest string) {
	segs := strings.Split(pattern, "/")
	i := 0
	for i < len(segs)-1 && !strings.ContainsAny(segs[i], "*?[") {
		i++
	}
	root = strings.Join(segs[:i], "/")
	if root == "" && strings.HasPrefix(pattern, "/") {
		root = "/"
	} else if root == "" {
		root = "."
	}
	return root, strings.Join(segs[i:], "/")
}

// MatchGlob matches a pattern with a path, segment by segment between slashes;
// ** stands for any number of segments.
func MatchGlob(pattern, path string) bool {
	return matchSegments(strings.Split(pattern, "/"), strings.Split(path, "/"))
}

func matchSegments(pattern, path []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			for i := 0; i <= len(path); i++ {
				if matchSegments(pattern[1:], path[i:]) {
					return true
				}
			}
			return false
		}
		if len(path) == 0 {
			return false
		}
		if ok, err := filepath.Match(pattern[0], path[0]); err != nil || !ok {
			return false
		}
		pattern, path = pattern[1:], path[1:]
	}
	return len(path) == 0
}

// foreign are files of other programs that lie beside configurations: a search
// leaves them out, unless they are named themselves. stalcfg's own is one.
var foreign = map[string]bool{
	".stalcfg.toml": true, "pyproject.toml": true, "Cargo.toml": true, "rust-toolchain.toml": true, "rustfmt.toml": true,
	".rustfmt.toml": true, "clippy.toml": true, "deny.toml": true, "taplo.toml": true, ".taplo.toml": true, "tombi.toml": true,
	"ruff.toml": true, ".ruff.toml": true, "uv.toml": true, "poetry.toml": true, "mise.toml": true, ".mise.toml": true,
	".gitleaks.toml": true, "gitleaks.toml": true, "netlify.toml": true, "fly.toml": true, "wrangler.toml": true, "hugo.toml": true,
	"book.toml": true, "typos.toml": true, ".typos.toml": true, "cliff.toml": true, "traefik.toml": true,
}

// walk gives the files below a directory that are wanted, in order.
func walk(root string, want func(rel string) bool) []Input {
	var out []Input
	if !strings.HasSuffix(root, "/") && !strings.HasSuffix(root, string(filepath.Separator)) {
		root += string(filepath.Separator) // a link to a directory is entered, not listed
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			out = append(out, Input{Name: path, Path: path, Err: reason(err)})
			return nil
		}
		if d.IsDir() {
			if name := d.Name(); path != root && strings.HasPrefix(name, ".") {
				return filepath.SkipDir
			}
			return nil
		}
		if foreign[d.Name()] {
			return nil
		}
		if rel, err := filepath.Rel(root, path); err == nil && want(rel) {
			out = append(out, Input{Name: path, Path: path})
		}
		return nil
	})
	if err != nil {
		out = append(out, Input{Name: root, Path: root, Err: reason(err)})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// Read gives the bytes of an input. Errors name the input.
func (in *Input) Read(stdin io.Reader) ([]byte, error) {
	data, err := in.read(stdin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return data, nil
}

func (in *Input) read(stdin io.Reader) ([]byte, error) {
	if in.Err != nil {
		return nil, in.Err
	}
	if in.Stdin {
		data, err := io.ReadAll(io.LimitReader(stdin, MaxSize+1))
		if err == nil && len(data) > MaxSize {
			err = errTooLarge
		}
		return data, err
	}
	f, err := os.Open(in.Path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, reason(err)
	case info.IsDir():
		return nil, errors.New("is a directory")
	case info.Size() > MaxSize:
		return nil, errTooLarge
	}
	data := make([]byte, 0, info.Size()+1)
	return readAll(data, io.LimitReader(f, MaxSize+1))
}

var errTooLarge = errors.New("is larger than 1 GiB")

// readAll reads to the end into a buffer that already has the expected size.
func readAll(b []byte, r io.Reader) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			if len(b) > MaxSize {
				return nil, errTooLarge
			}
			return b, nil
		}
		if err != nil {
			return nil, reason(err)
		}
	}
}

// reason drops the path from an error of the file system; Read names it.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
