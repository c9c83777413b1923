package generate

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// jsonProfile is a profile with what generate makes of it.
type jsonProfile struct {
	Name      string `json:"name"`
	Summary   string `json:"summary"`
	RAM       uint64 `json:"ram"`
	Cores     uint64 `json:"cores"`
	Users     uint64 `json:"users"`
	Data      string `json:"data"`
	Blob      string `json:"blob"`
	Lookup    string `json:"lookup"`
	Search    string `json:"search"`
	Directory string `json:"directory"`
	TLS       string `json:"tls"`
	Cluster   bool   `json:"cluster"`
}

// ShowProfiles lists profiles, one a line, or whole with all. format is text or
// json.
func ShowProfiles(w io.Writer, list []Profile, format string, all bool) error {
	out := make([]jsonProfile, len(list))
	for i, p := range list {
		in := complete(p.Inputs)
		out[i] = jsonProfile{p.Name, p.Summary, in.Host.RAM.Value, in.Host.Cores.Value, in.Workload.Users,
			in.Data.Kind, in.Blob.Kind, in.Lookup.Kind, in.Search.Kind, in.Directory.Kind, in.TLS.Mode, in.Node.Cluster}
	}
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(out)
	case "text":
	default:
		return fmt.Errorf("--format is text or json, not %q", format)
	}
	for i, p := range out {
		if !all {
			fmt.Fprintf(w, "%-13s %6d users  %-8s  %-7s %-11s %s\n", p.Name, p.Users, cores(p.Cores), budget.Size(p.RAM), p.Data, p.Summary)
			continue
		}
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s\n", p.Name, p.Summary)
		for _, x := range [][2]string{{"host.ram", budget.Size(p.RAM)}, {"host.cores", fmt.Sprint(p.Cores)}, {"workload.users", fmt.Sprint(p.Users)},
			{"data.kind", p.Data}, {"blob.kind", p.Blob}, {"lookup.kind", p.Lookup}, {"search.kind", p.Search}, {"directory.kind", p.Directory}, {"tls.mode", p.TLS}, {"node.cluster", fmt.Sprint(p.Cluster)}} {
			fmt.Fprintf(w, "  %-15s %s\n", x[0], x[1])
		}
	}
	return nil
}
