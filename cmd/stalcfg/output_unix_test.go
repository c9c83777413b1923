//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestOutputKeepsDevice writes into a named pipe, which stands for every device:
// none may be replaced by a file, which root could otherwise do to /dev/null.
func TestOutputKeepsDevice(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("the file system has no named pipes: ", err)
	}
	got := make(chan string, 1)
	go func() {
		data, err := os.ReadFile(pipe)
		if err != nil {
			data = []byte(err.Error())
		}
		got <- string(data)
	}()
	if code, errs := lintTo(t, pipe); code != exitClean {
		t.Fatalf("exit code %d, %s", code, errs)
	}
	info, err := os.Lstat(pipe)
	if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("the pipe was replaced: %v, %v", info, err)
	}
	if s := <-got; !strings.HasPrefix(s, "1 file: no findings\n") {
		t.Errorf("the pipe carried %q", s)
	}
}
