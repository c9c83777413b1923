package generate

import (
	"fmt"
	"strings"
)

// Systemd writes the drop-in for the service that goes with the plan.
func Systemd(p *Plan, o RenderOptions) []byte {
	w := lines{comments: !o.NoComments}
	u := &p.Unit
	w.note(0, "/etc/systemd/system/stalwart.service.d/stalcfg.conf")
	w.note(0, "Goes with the configuration for "+p.Inputs.Hostname+"; then: systemctl daemon-reload")
	w.put(0, "[Service]")
	w.note(0, u.Why["LimitNOFILE"])
	w.put(0, fmt.Sprintf("LimitNOFILE=%d", u.LimitNOFILE))
	for _, limit := range []struct {
		name string
		size uint64
	}{{"MemoryHigh", u.MemoryHigh}, {"MemoryMax", u.MemoryMax}} {
		if limit.size > 0 {
			w.note(0, u.Why[limit.name])
			w.put(0, fmt.Sprintf("%s=%dM", limit.name, limit.size/mib))
		}
	}
	var secrets []string
	for _, v := range u.Environment {
		if v.Secret {
			secrets = append(secrets, v.Name)
			continue
		}
		w.note(0, v.Why)
		w.put(0, "Environment=", v.Name, "=", v.Value)
	}
	if len(secrets) > 0 {
		w.note(0, "holds "+strings.Join(secrets, ", ")+"; stalcfg generate --format env writes its frame")
		w.put(0, "EnvironmentFile=-", p.Inputs.Paths.Etc, "/stalwart.env")
	}
	return []byte(w.b.String())
}
