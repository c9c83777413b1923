package machine

import (
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"
)

// TestKernelAddress reads addresses as Linux writes them on processors that
// keep the low byte first.
func TestKernelAddress(t *testing.T) {
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("the samples are from processors that keep the low byte first")
	}
	for in, want := range map[string]string{
		"0100007F:0019":                         "127.0.0.1:25",
		"00000000:01BB":                         "0.0.0.0:443",
		"00000000000000000000000001000000:0035": "[::1]:53",
		"00000000000000000000000000000000:0FFF": "[::]:4095",
		"B80D0120000000000000000001000000:0050": "[2001:db8::1]:80",
	} {
		if got, ok := kernelAddress(in); !ok || got.String() != want {
			t.Errorf("%s is %v, want %s", in, got, want)
		}
	}
	for _, in := range []string{"", "0100007F", "01:0019", "0100007F:19999", "zz00007F:0019"} {
		if got, ok := kernelAddress(in); ok {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

// TestListeningTable takes only sockets that listen.
func TestListeningTable(t *testing.T) {
	root := fstest.MapFS{"proc/net/tcp": {Data: []byte(
		"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n" +
			"   0: 0100007F:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1\n" +
			"   1: 0100007F:0050 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 2 1\n")}}
	got := listening(root)
	if len(got) != 1 || got[0].Addr != netip.MustParseAddrPort("127.0.0.1:25") {
		t.Errorf("%v", got)
	}
}

// TestThis asks the machine the test runs on for what the test made.
func TestThis(t *testing.T) {
	m := This{Env: os.LookupEnv}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	want := l.Addr().(*net.TCPAddr).AddrPort()
	if runtime.GOOS == "linux" {
		found := false
		for _, s := range m.Listening() {
			found = found || s.Addr == want && s.Program != ""
		}
		if !found {
			t.Errorf("%s is not among %v", want, m.Listening())
		}
	}
	if !slices.Contains(m.Addresses(), want.Addr()) {
		t.Errorf("%s is not among %v", want.Addr(), m.Addresses())
	}
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("x"), 0o640); err != nil {
		t.Fatal(err)
	}
	if data, err := m.ReadFile(path); err != nil || string(data) != "x" {
		t.Errorf("%q %v", data, err)
	}
	if _, err := m.ReadFile(filepath.Dir(path)); err == nil {
		t.Error("a directory was read as a file")
	}
	if facts, err := m.Stat(path); err != nil || runtime.GOOS != "windows" && facts.Mode != 0o640 {
		t.Errorf("%+v %v", facts, err)
	}
}
