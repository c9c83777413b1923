package generate

import (
	"fmt"
	"net/netip"
)

// Compose writes the part of a compose file that goes with the plan: limits,
// environment and ports of the service stalwart.
func Compose(p *Plan, o RenderOptions) []byte {
	w := lines{comments: !o.NoComments}
	u := &p.Unit
	w.note(0, "Goes with the configuration for "+p.Inputs.Hostname+": docker compose -f compose.yaml -f THIS-FILE up -d")
	w.put(0, "services:")
	w.put(1, "stalwart:")
	if u.MemoryMax > 0 {
		w.note(2, u.Why["MemoryMax"])
		w.put(2, fmt.Sprintf("mem_limit: %dm", u.MemoryMax/mib))
	}
	w.put(2, "ulimits:")
	w.put(3, "nofile:")
	w.note(4, u.Why["LimitNOFILE"])
	w.put(4, fmt.Sprintf("soft: %d", u.LimitNOFILE))
	w.put(4, fmt.Sprintf("hard: %d", u.LimitNOFILE))
	if len(u.Environment) > 0 {
		w.put(2, "environment:")
	}
	for _, v := range u.Environment {
		w.note(3, v.Why)
		value := v.Value
		if v.Secret {
			value = "${" + v.Name + ":?}"
		}
		w.put(3, v.Name, ": ", jsonText(value))
	}
	w.ports(p)
	return []byte(w.b.String())
}

// ports publishes the ports of listeners that are reachable from outside the
// container.
func (w *lines) ports(p *Plan) {
	first := true
	for _, s := range p.Inputs.Services {
		if s.Off || loopback(s.Address) {
			continue
		}
		if first {
			w.put(2, "ports:")
			first = false
		}
		w.put(3, "- ", jsonText(fmt.Sprintf("%d:%d", s.Port, s.Port)), " # ", s.ID)
	}
}

// loopback reports whether all addresses are those of the host itself.
func loopback(addresses []string) bool {
	for _, text := range addresses {
		if a, err := netip.ParseAddr(text); err != nil || !a.IsLoopback() {
			return false
		}
	}
	return len(addresses) > 0
}
