package rules

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// BindWillFail reports addresses that the server cannot bind on this machine.
var BindWillFail = &Rule{
	Code:     "SC5004",
	Name:     "listener/bind-will-fail",
	Severity: diag.Error,
	Summary:  "Bind cannot succeed on this machine: a random port opens in its place",
	Since:    "0.7",
	Needs:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:308"}, {"0.15.5", "crates/common/src/listener/listen.rs:353"}},
	Check: func(p *Pass) {
		addresses, sockets := p.Machine.Addresses(), p.Machine.Listening()
		var low []Bind
		for _, l := range p.Listeners() {
			for _, b := range l.Binds {
				if !b.OK || b.Addr.Port() == 0 {
					continue
				}
				switch holder := portHolder(p, sockets, b.Addr); {
				case len(addresses) > 0 && !onMachine(p, addresses, b.Addr.Addr()):
					p.Report(p.Setting(b.At, "No interface of this machine has the address %s of the listener %s: %s", b.Addr.Addr(), l.ID, randomPort).
						WithDetail("Write an address of the machine, or [::] for all."))
				case holder != "":
					p.Report(p.Setting(b.At, "%s of the listener %s is taken by %s on this machine: %s", b.At.Value, l.ID, holder, randomPort).
						WithDetail("Stop %s, or bind another address or port.", holder))
				case !mayBind(p, b.Addr.Port()):
					low = append(low, b)
				}
			}
		}
		lowPorts(p, low)
	},
}

const randomPort = "the bind fails, the server logs an error and goes on, and the socket listens on a random port of all addresses"

// onMachine reports whether an address can be bound here.
func onMachine(p *Pass, addresses []netip.Addr, a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if a.IsUnspecified() || a.Is4() && a.IsLoopback() {
		return true
	}
	for _, own := range addresses {
		if own.WithZone("") == a {
			return true
		}
	}
	family := "ipv4"
	if a.Is6() {
		family = "ipv6"
	}
	v, err := p.Machine.ReadFile("/proc/sys/net/" + family + "/ip_nonlocal_bind")
	return err == nil && strings.TrimSpace(string(v)) == "1"
}

// portHolder is the program that listens where a bind wants to, "" when there
// is none, or when it is the mail server itself or a helper of a container
// that may be the mail server.
func portHolder(p *Pass, sockets []ListeningSocket, want netip.AddrPort) string {
	for _, s := range sockets {
		if s.Addr.Port() != want.Port() || s.Program == "" || forServer(s.Program) {
			continue
		}
		a, b := s.Addr.Addr().Unmap(), want.Addr().Unmap()
		wide := a.IsUnspecified() || b.IsUnspecified()
		switch {
		case a == b, wide && a.Is4() == b.Is4():
			return s.Program
		case wide && !p.separatesIPv6() && (a.Is6() && a.IsUnspecified() || b.Is6() && b.IsUnspecified()):
			return s.Program
		}
	}
	return ""
}

func forServer(program string) bool {
	switch program {
	case "docker-proxy", "rootlessport", "slirp4netns", "conmon", "systemd", "init", "wslrelay":
		return true
	}
	return strings.HasPrefix(program, "stalwart") || strings.HasPrefix(program, "pasta") || program == "mail-server"
}

// mayBind reports whether the user stalcfg runs as may bind a port. When it
// cannot be told, it may.
func mayBind(p *Pass, port uint16) bool {
	start, err := p.Machine.ReadFile("/proc/sys/net/ipv4/ip_unprivileged_port_start")
	status, err2 := p.Machine.ReadFile("/proc/self/status")
	first, err3 := strconv.ParseUint(strings.TrimSpace(string(start)), 10, 32)
	if err != nil || err2 != nil || err3 != nil || uint64(port) >= first {
		return true
	}
	for _, line := range strings.Split(string(status), "\n") {
		if hex, ok := strings.CutPrefix(line, "CapEff:"); ok {
			caps, err := strconv.ParseUint(strings.TrimSpace(hex), 16, 64)
			return err != nil || caps&(1<<10) != 0 // CAP_NET_BIND_SERVICE
		}
	}
	return true
}

// lowPorts reports the ports for which the server needs a right that the user
// of stalcfg does not have.
func lowPorts(p *Pass, low []Bind) {
	if len(low) == 0 {
		return
	}
	var ports []string
	f := diag.Finding{}
	for i, b := range low {
		ports = append(ports, strconv.Itoa(int(b.Addr.Port())))
		if i > 0 {
			f = f.WithRelated(b.At.ValueSpan, "port %d", b.Addr.Port())
			continue
		}
		f = p.Setting(b.At, "")
	}
	f.Message = "This user may not bind " + joinPorts(ports) + ": for a server started with the rights stalcfg has here, " + randomPort
	p.Report(f.WithSeverity(diag.Info).
		WithDetail("Start the server as root with RUN_AS_USER set, or give it CAP_NET_BIND_SERVICE (AmbientCapabilities= in a unit, cap_add in a container)."))
}

func joinPorts(ports []string) string {
	if len(ports) == 1 {
		return "port " + ports[0]
	}
	return "the ports " + strings.Join(ports[:len(ports)-1], ", ") + " and " + ports[len(ports)-1]
}
