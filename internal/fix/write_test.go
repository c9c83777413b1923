package fix

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// alone demands that a directory holds just these files.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the directory holds %q, want %q", got, want)
	}
}

func content(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s is %q (%v), want %q", filepath.Base(path), got, err, want)
	}
}

func place(t *testing.T, dir, name, text string, mode fs.FileMode) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWriteKeepsMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o644, 0o444, 0o660} {
		dir := t.TempDir()
		path := place(t, dir, "c.toml", "old", mode)
		if err := WriteFile(path, []byte("new"), 0o777); err != nil {
			t.Fatal(err)
		}
		content(t, path, "new")
		if info, _ := os.Stat(path); info.Mode() != mode {
			t.Errorf("the mode is %v, want %v", info.Mode(), mode)
		}
		alone(t, dir, "c.toml")
	}
}

func TestWriteNewFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new.toml")
	if err := WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	content(t, path, "x")
	if info, _ := os.Stat(path); runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("the mode is %v", info.Mode())
	}
	alone(t, dir, "new.toml")
	if err := WriteFile(filepath.Join(dir, "none", "x.toml"), nil, 0o600); err == nil || strings.Contains(err.Error(), ".tmp") {
		t.Errorf("writing to a directory that does not exist: %v", err)
	}
}

func TestWriteFollowsSymlinks(t *testing.T) {
	real, links := t.TempDir(), t.TempDir()
	target := place(t, real, "c.toml", "old", 0o640)
	if err := os.Symlink(target, filepath.Join(links, "one")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	link := filepath.Join(links, "two")
	if err := os.Symlink("one", link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	content(t, target, "new")
	for _, name := range []string{"one", "two"} {
		if info, err := os.Lstat(filepath.Join(links, name)); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is no link any more", name)
		}
	}
	alone(t, real, "c.toml")
	alone(t, links, "one", "two")
	dangling := filepath.Join(links, "three")
	if err := os.Symlink("nowhere", dangling); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(dangling, []byte("x"), 0o600); err == nil {
		t.Error("a link that leads nowhere is written through")
	}
	if err := WriteFile(real, []byte("x"), 0o600); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a directory is written: %v", err)
	}
}

func TestWriteToReadOnlyDirectory(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not hold back this user")
	}
	dir := t.TempDir()
	path := place(t, dir, "c.toml", "old", 0o644)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	if err := WriteFile(path, []byte("new"), 0o644); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v, want a permission error", err)
	}
	content(t, path, "old")
	alone(t, dir, "c.toml")
}

func TestReplaceOnlyWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	path := place(t, dir, "c.toml", "mine", 0o644)
	if err := Replace(path, []byte("read"), []byte("new")); !errors.Is(err, ErrChanged) {
		t.Errorf("%v, want ErrChanged", err)
	}
	content(t, path, "mine")
	if err := Replace(path, []byte("mine"), []byte("new")); err != nil {
		t.Error(err)
	}
	content(t, path, "new")
}

// errDisk is what the broken disk answers.
var errDisk = errors.New("no space left on device")

// brokenDisk fails at one call; half of the data is written before a write
// fails.
type brokenDisk struct {
	osDisk
	at string
}

type brokenFile struct {
	tempFile
	at string
}

func (d brokenDisk) create(path string, perm fs.FileMode) (tempFile, error) {
	if d.at == "create" {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errDisk}
	}
	f, err := d.osDisk.create(path, perm)
	return brokenFile{f, d.at}, err
}

func (d brokenDisk) rename(from, to string) error {
	if d.at == "rename" {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: errDisk}
	}
	return d.osDisk.rename(from, to)
}

func (f brokenFile) Write(b []byte) (int, error) {
	if f.at == "write" {
		n, _ := f.tempFile.Write(b[:len(b)/2])
		return n, errDisk
	}
	return f.tempFile.Write(b)
}

func (f brokenFile) fail(at string, do func() error) error {
	err := do()
	if f.at == at {
		return errDisk
	}
	return err
}

func (f brokenFile) Sync() error  { return f.fail("sync", f.tempFile.Sync) }
func (f brokenFile) Close() error { return f.fail("close", f.tempFile.Close) }
func (f brokenFile) Chmod(m fs.FileMode) error {
	return f.fail("chmod", func() error { return f.tempFile.Chmod(m) })
}
func (f brokenFile) keepOwner(old fs.FileInfo) error {
	return f.fail("owner", func() error { return f.tempFile.keepOwner(old) })
}

// TestFullDisk lets every call fail once: the old file must be as it was, and
// nothing may be left beside it.
func TestFullDisk(t *testing.T) {
	for _, at := range []string{"create", "write", "owner", "chmod", "sync", "close", "rename"} {
		dir := t.TempDir()
		path := place(t, dir, "c.toml", "old text", 0o640)
		err := write(brokenDisk{at: at}, path, []byte("new text"), 0o644)
		if !errors.Is(err, errDisk) || strings.Contains(err.Error(), ".tmp") {
			t.Errorf("%s: %v", at, err)
		}
		content(t, path, "old text")
		alone(t, dir, "c.toml")
		if info, _ := os.Stat(path); runtime.GOOS != "windows" && info.Mode() != 0o640 {
			t.Errorf("%s: the mode became %v", at, info.Mode())
		}
	}
	dir := t.TempDir()
	path := place(t, dir, "c.toml", "old text", 0o640)
	if err := write(brokenDisk{}, path, []byte("new text"), 0o644); err != nil {
		t.Error(err)
	}
	content(t, path, "new text")
}
