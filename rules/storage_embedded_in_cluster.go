package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// EmbeddedInCluster reports an embedded database on a node of a cluster.
var EmbeddedInCluster = &Rule{
	Code:     "SC4103",
	Name:     "storage/embedded-in-cluster",
	Severity: diag.Error,
	Summary:  "Embedded store with cluster settings",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}},
	Check: func(p *Pass) {
		at, ok := p.Set.First("cluster.coordinator", "cluster.node-id")
		if !ok || at.Key == "cluster.node-id" && (at.Value == "0" || at.Value == "1") {
			return
		}
		for _, role := range []string{"data", "blob", "lookup", "fts"} {
			x, ok := p.Set.Lookup("storage." + role)
			if !ok {
				continue
			}
			if t := p.typeOf("store", x.Value); t == "rocksdb" || t == "sqlite" {
				p.Report(p.Setting(x, "storage.%s = %q is a %s store, but the file has cluster settings: each node would have data of its own", role, x.Value, t).
					WithDetail("Nodes of a cluster share a database server: postgresql, mysql or foundationdb.").
					WithRelated(at.KeySpan, "%s is set here", at.Key))
				return
			}
		}
	},
}
