package machine

import (
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/rules"
)

// listening reads the listening TCP sockets from /proc/net of a file system
// rooted at /, and the programs that hold them as far as they may be seen.
func listening(root fs.FS) []rules.ListeningSocket {
	var out []rules.ListeningSocket
	inodes := map[string]int{}
	for _, name := range []string{"proc/net/tcp", "proc/net/tcp6"} {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			continue
		}
		for _, line := range strings.Split(string(data), "\n") {
			w := strings.Fields(line)
			if len(w) < 10 || w[3] != "0A" { // TCP_LISTEN
				continue
			}
			if addr, ok := kernelAddress(w[1]); ok {
				inodes["socket:["+w[9]+"]"] = len(out)
				out = append(out, rules.ListeningSocket{Addr: addr})
			}
		}
	}
	if len(out) > 0 {
		nameHolders(out, inodes)
	}
	return out
}

// kernelAddress reads an address as /proc/net/tcp writes it: words of 32 bits
// in the order of the processor, a colon, the port; all in hexadecimal.
func kernelAddress(s string) (netip.AddrPort, bool) {
	host, port, ok := strings.Cut(s, ":")
	raw, err := hex.DecodeString(host)
	n, err2 := strconv.ParseUint(port, 16, 16)
	if !ok || err != nil || err2 != nil || len(raw) != 4 && len(raw) != 16 {
		return netip.AddrPort{}, false
	}
	for i := 0; i < len(raw); i += 4 {
		binary.NativeEndian.PutUint32(raw[i:], binary.BigEndian.Uint32(raw[i:]))
	}
	a, _ := netip.AddrFromSlice(raw)
	return netip.AddrPortFrom(a, uint16(n)), true
}

// nameHolders finds the processes that hold the sockets. Those of other users
// can be seen by root only.
func nameHolders(out []rules.ListeningSocket, inodes map[string]int) {
	procs, err := os.ReadDir("/proc")
	if err != nil {
		return
	}
	for _, p := range procs {
		if _, err := strconv.Atoi(p.Name()); err != nil {
			continue
		}
		fds, err := os.ReadDir("/proc/" + p.Name() + "/fd")
		if err != nil {
			continue
		}
		for _, fd := range fds {
			link, err := os.Readlink("/proc/" + p.Name() + "/fd/" + fd.Name())
			if err != nil {
				continue
			}
			if i, ok := inodes[link]; ok && out[i].Program == "" {
				name, _ := os.ReadFile("/proc/" + p.Name() + "/comm")
				out[i].Program = strings.TrimSpace(string(name))
			}
		}
	}
}
