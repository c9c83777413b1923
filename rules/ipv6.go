package rules

import "strings"

// separatesIPv6 reports whether a socket on [::] of this machine is known to
// leave IPv4 out.
func (p *Pass) separatesIPv6() bool {
	if p.Machine == nil {
		return false
	}
	switch p.Machine.System() {
	case "linux":
		v, err := p.Machine.ReadFile("/proc/sys/net/ipv6/bindv6only")
		return err == nil && strings.TrimSpace(string(v)) == "1"
	case "windows", "freebsd", "openbsd":
		return true
	}
	return false
}

// lacksIPv6 reports whether this machine is known to have no IPv6 at all, so
// that no such socket can be made.
func (p *Pass) lacksIPv6() bool {
	if p.Machine == nil || p.Machine.System() != "linux" {
		return false
	}
	if _, err := p.Machine.ReadFile("/proc/net/tcp"); err != nil {
		return false // no /proc to tell from
	}
	_, err := p.Machine.ReadFile("/proc/net/tcp6")
	return err != nil
}
