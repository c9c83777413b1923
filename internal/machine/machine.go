package machine

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"runtime"
	"time"

	"github.com/stalcfg/stalcfg/rules"
)

// This is the machine stalcfg runs on. Env looks up the environment.
type This struct {
	Env func(name string) (string, bool)
}

// LookupEnv is the environment of stalcfg itself.
func (m This) LookupEnv(name string) (string, bool) { return m.Env(name) }

// maxFile bounds what is read of one file: certificates and the like are far
// smaller.
const maxFile = 16 << 20

var errNotAFile = errors.New("not a regular file")

// ReadFile gives the contents of a regular file. Devices and pipes, which may
// never end, are an error, and so are files of more than 16 MiB.
func (This) ReadFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", path, errNotAFile)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is larger than 16 MiB", path)
	}
	return data, err
}

// Stat gives the facts of a file, of the target of a link.
func (This) Stat(path string) (rules.FileFacts, error) {
	info, err := os.Stat(path)
	if err != nil {
		return rules.FileFacts{}, err
	}
	network, free := fileSystem(path)
	return rules.FileFacts{Size: info.Size(), Mode: uint32(info.Mode().Perm()), IsDir: info.IsDir(), NetDisk: network, Free: free}, nil
}

// System is the operating system as Go names it.
func (This) System() string { return runtime.GOOS }

// Now is the time of the machine.
func (This) Now() time.Time { return time.Now() }

// Addresses gives the addresses of all network interfaces, nil when they cannot
// be told.
func (This) Addresses() []netip.Addr {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []netip.Addr
	for _, a := range list {
		if p, err := netip.ParsePrefix(a.String()); err == nil {
			out = append(out, p.Addr().Unmap())
		}
	}
	return out
}

// Listening gives the TCP sockets that listen, from /proc; nil elsewhere.
func (This) Listening() []rules.ListeningSocket {
	if runtime.GOOS != "linux" {
		return nil
	}
	return listening(os.DirFS("/"))
}
