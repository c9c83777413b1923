package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// ErrChanged tells that a file is no longer what was read.
var ErrChanged = errors.New("the file was changed in the meantime")

// WriteFile replaces a file as a whole or not at all: the data goes to a
// temporary file in the same directory, to the disk, and then takes the name.
// Permission bits and owner stay; a new file gets perm, less the umask. A
// symbolic link stays one, and the file it leads to is replaced. On any error
// the old file is as it was and nothing else is left behind. Other hard links to
// the file keep the old text; access lists and extended attributes are not
// copied.
func WriteFile(path string, data []byte, perm fs.FileMode) error {
	return write(osDisk{}, path, data, perm)
}

// Replace is WriteFile for a file that was read before: it fails with ErrChanged
// if the file no longer holds the old bytes.
func Replace(path string, old, data []byte) error {
	now, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, plain(err))
	}
	if !bytes.Equal(now, old) {
		return fmt.Errorf("cannot write %s: %w", path, ErrChanged)
	}
	return WriteFile(path, data, 0o644)
}

// disk is what writing needs of the file system; tests replace it to see what
// happens when a call fails.
type disk interface {
	create(path string, perm fs.FileMode) (tempFile, error)
	rename(from, to string) error
	syncDir(dir string)
}

type tempFile interface {
	io.WriteCloser
	Chmod(fs.FileMode) error
	Sync() error
	keepOwner(old fs.FileInfo) error
}

func write(d disk, path string, data []byte, perm fs.FileMode) error {
	target, old, err := resolve(path)
	if err == nil {
		err = replace(d, target, old, data, perm)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, plain(err))
	}
	return nil
}

// resolve follows symbolic links to the file that is to be replaced. old is nil
// when there is none yet.
func resolve(path string) (target string, old fs.FileInfo, err error) {
	target, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, lerr := os.Lstat(path); lerr == nil {
			return "", nil, errors.New("the symbolic link leads nowhere")
		}
		return path, nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	if old, err = os.Stat(target); err != nil {
		return "", nil, err
	}
	if !old.Mode().IsRegular() {
		return "", nil, errors.New("it is not a regular file")
	}
	return target, old, nil
}

// replace writes the temporary file and renames it.
func replace(d disk, target string, old fs.FileInfo, data []byte, perm fs.FileMode) error {
	if old != nil {
		perm = 0o600 // until it has the owner of the old one
	}
	f, name, err := temporary(d, target, perm)
	if err != nil {
		return err
	}
	if err = fill(f, data, old); err == nil {
		err = d.rename(name, target)
	}
	if err != nil {
		_ = os.Remove(name)
		return err
	}
	d.syncDir(filepath.Dir(target))
	return nil
}

// temporary creates a hidden file beside the target.
func temporary(d disk, target string, perm fs.FileMode) (tempFile, string, error) {
	dir, base := filepath.Split(target)
	var err error
	for i := 0; i < 100; i++ {
		name := dir + "." + base + "." + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(i) + ".tmp"
		var f tempFile
		if f, err = d.create(name, perm); err == nil {
			return f, name, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return nil, "", err
}

// fill writes the data to the disk, with the owner and mode of the old file.
func fill(f tempFile, data []byte, old fs.FileInfo) error {
	_, err := f.Write(data)
	if err == nil && old != nil {
		if err = f.keepOwner(old); err == nil {
			err = f.Chmod(old.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky))
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// plain drops the path of the temporary file from an error.
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return le.Err
	}
	return err
}

// osDisk is the real file system.
type osDisk struct{}

type osFile struct{ *os.File }

func (osDisk) create(path string, perm fs.FileMode) (tempFile, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

func (osDisk) rename(from, to string) error { return os.Rename(from, to) }
