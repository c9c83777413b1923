package gitfile

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// run starts git and gives what it prints.
func run(args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the git program was not found")
	case err != nil:
		text, _, _ := strings.Cut(strings.TrimSpace(errs.String()), "\n")
		if text == "" {
			text = err.Error()
		}
		return nil, fmt.Errorf("git: %s", strings.TrimPrefix(text, "fatal: "))
	}
	return out.Bytes(), nil
}

// Revision demands that a text can be nothing but a revision.
func Revision(rev string) error {
	if rev == "" || rev[0] == '-' || strings.ContainsAny(rev, "\x00\n") {
		return fmt.Errorf("%q is not a revision", rev)
	}
	return nil
}

// Show gives the content of a file in a revision. The path counts from the root
// of the work tree; with ./ in front, from the working directory.
func Show(rev, path string) ([]byte, error) {
	name := "git:" + rev + ":" + path
	if err := Revision(rev); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out, err := run("cat-file", "blob", "--end-of-options", rev+":"+filepath.ToSlash(path))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// Commit gives the hash of the commit that a revision names.
func Commit(rev string) (string, error) {
	if err := Revision(rev); err != nil {
		return "", err
	}
	out, err := run("rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("%s is not a commit of this repository", rev)
	}
	return strings.TrimSpace(string(out)), nil
}

// Root is the root of the work tree around the working directory.
func Root() (string, error) {
	out, err := run("rev-parse", "--show-toplevel")
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(string(out), "\n"), nil
}

// Change is a file that is not the same in a commit and in the work tree. Paths
// count from the root; one is "" when the file came or went.
type Change struct{ Old, New string }

// Changed lists what differs between a commit and the work tree, in the order
// of the paths. Files that git does not know are left out.
func Changed(commit string) ([]Change, error) {
	if err := Revision(commit); err != nil {
		return nil, err
	}
	out, err := run("diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-relative", commit, "--")
	if err != nil {
		return nil, err
	}
	return parse(strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"))
}

// parse reads pairs of status and path; renames and copies have two paths.
func parse(fields []string) ([]Change, error) {
	var out []Change
	for i := 0; i < len(fields) && fields[i] != ""; {
		status := fields[i][0]
		n := 2
		if status == 'R' || status == 'C' {
			n = 3
		}
		if i+n > len(fields) {
			return nil, errors.New("git: the list of changed files ends too early")
		}
		path := fields[i+1]
		switch status {
		case 'A':
			out = append(out, Change{New: path})
		case 'D':
			out = append(out, Change{Old: path})
		case 'R', 'C':
			out = append(out, Change{Old: path, New: fields[i+2]})
		default:
			out = append(out, Change{path, path})
		}
		i += n
	}
	return out, nil
}
