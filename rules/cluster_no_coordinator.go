package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// NoCoordinator reports nodes that do not hear of each other.
var NoCoordinator = &Rule{
	Code:     "SC9003",
	Name:     "cluster/no-coordinator",
	Severity: diag.Error,
	Summary:  "Several nodes but no coordinator",
	Since:    "0.12",
	Needs:    NeedNodes,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/mod.rs:135"}, {"0.15.5", "crates/services/src/broadcast/subscriber.rs:21"}},
	CheckNodes: func(ps []*Pass) {
		nodes := nodesOf(ps)
		if len(nodes) < 2 {
			return
		}
		for i := range nodes {
			n := &nodes[i]
			if n.Set.Has("cluster.coordinator") || !n.localKey("cluster.coordinator") {
				continue
			}
			f := n.Whole("cluster.coordinator is not set on one of %d nodes: this one neither tells the others what it changes nor hears of theirs, so that caches, access rights and bans differ, and a client on another node is not told of new mail", len(nodes))
			if n.at != nil {
				f = n.Setting(n.at, "%s", f.Message)
			}
			for j := range nodes {
				if x, ok := nodes[j].Set.Lookup("cluster.coordinator"); ok {
					f = elsewhere(f, nodes[j].Pass, x.ValueSpan, "%s = %q here", x.Key, x.Value)
					break
				}
			}
			n.Report(f.On("cluster.coordinator").
				WithDetail("Define a store of type redis, nats, zenoh or kafka and name it in cluster.coordinator, the same in every file."))
		}
	},
}

// localKey reports whether the server looks for a setting in the file only.
// What macros in config.local-keys hide counts as no.
func (p *Pass) localKey(key string) bool {
	local := p.localInEffect()
	return local != nil && local.Local(key)
}
