//go:build unix

package fix

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives the file the owner and group of the old one. Where that is
// not allowed the file is not replaced at all: a server that runs under another
// user could no longer read it.
func (f osFile) keepOwner(old fs.FileInfo) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	have, ok := info.Sys().(*syscall.Stat_t)
	want, ok2 := old.Sys().(*syscall.Stat_t)
	if !ok || !ok2 || have.Uid == want.Uid && have.Gid == want.Gid {
		return nil
	}
	if err := f.Chown(int(want.Uid), int(want.Gid)); err != nil {
		return fmt.Errorf("it belongs to user %d and group %d, which cannot be kept: %w", want.Uid, want.Gid, plain(err))
	}
	return nil
}

// syncDir makes the new name durable where the file system can do that. The
// file has its name already, so there is nothing to take back on a failure.
func (osDisk) syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
