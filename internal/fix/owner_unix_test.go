//go:build unix

package fix

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestWriteKeepsOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	path := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, 1234, 2345); err != nil {
		t.Skip("this file system keeps no owners:", err)
	}
	if err := os.Chmod(path, os.FileMode(0o640)|os.ModeSetuid); err != nil { // giving away drops the bit
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	sys := info.Sys().(*syscall.Stat_t)
	if sys.Uid != 1234 || sys.Gid != 2345 || sys.Mode&0o7777 != 0o4640 {
		t.Errorf("owner %d, group %d, mode %o", sys.Uid, sys.Gid, sys.Mode&0o7777)
	}
}
