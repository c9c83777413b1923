package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// StorePath reports paths of stores that depend on the working directory or lie on a network disk.
var StorePath = &Rule{
	Code:     "SC4108",
	Name:     "storage/path",
	Severity: diag.Warning,
	Summary:  "Store path is relative or wrong",
	Wants:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			t := p.typeOf("store", id)
			x, ok := p.Set.Lookup("store." + id + ".path")
			if !ok || x.HasMacro() || t != "rocksdb" && t != "sqlite" && t != "fs" || x.Value == "" {
				continue
			}
			if !strings.HasPrefix(x.Value, "/") && !strings.ContainsAny(x.Value[:1], "%${") && !(len(x.Value) > 1 && x.Value[1] == ':') {
				p.Report(p.Setting(x, "%s = %q is relative: the data lands in the directory the server is started from", x.Key, x.Value).
					WithDetail("Write an absolute path."))
			}
			if p.Machine == nil {
				continue
			}
			if facts, err := p.Machine.Stat(x.Value); err == nil && facts.NetDisk && t != "fs" {
				p.Report(p.Setting(x, "%s = %q is on a network file system: %s needs a local disk", x.Key, x.Value, t).
					WithSeverity(diag.Error).
					WithDetail("Move the data to a local disk, or use a database server."))
			}
		}
	},
}
