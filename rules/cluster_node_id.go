package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// idBits is how much of a node's number the ids of messages keep.
const idBits = 1<<9 - 1

// NodeID reports nodes that are not told apart by their numbers.
var NodeID = &Rule{
	Code:     "SC9004",
	Name:     "cluster/node-id",
	Severity: diag.Error,
	Summary:  "node-id missing or the same on two nodes",
	Needs:    NeedNodes,
	Cites: []Cite{{"0.15.5", "crates/common/src/config/network.rs:211"}, {"0.15.5", "crates/common/src/config/inner.rs:45"},
		{"0.15.5", "crates/utils/src/snowflake.rs:20"}, {"0.15.5", "crates/services/src/broadcast/subscriber.rs:78"}},
	CheckNodes: func(ps []*Pass) {
		nodes := nodesOf(ps)
		for i := range nodes {
			n := &nodes[i]
			if n.at == nil && len(nodes) > 1 {
				n.unnumbered(nodes)
				continue
			}
			if twin := n.twin(nodes[:i]); twin != nil {
				n.sameAs(twin)
			}
		}
	},
}

// twin is an earlier node whose ids cannot be told from those of n.
func (n *node) twin(before []node) *node {
	for i := range before {
		if o := &before[i]; n.known && o.known && o.at != nil && n.id&idBits == o.id&idBits {
			return o
		}
	}
	return nil
}

func (n *node) sameAs(twin *node) {
	f := n.Setting(n.at, "cluster.node-id = %d is the number of the node of %s, too: the ids both give to messages may collide, they share the tasks of one node, and each ignores what the other tells the cluster", n.id, twin.File.Name)
	if n.id != twin.id {
		f = n.Setting(n.at, "cluster.node-id = %d cannot be told from %d, the number of the node of %s: ids keep the last 9 bits, and may collide", n.id, twin.id, twin.File.Name)
	}
	n.Report(elsewhere(f, twin.Pass, twin.place(), "cluster.node-id = %d", twin.id).
		WithDetail("Give each node a number of its own from 0 to %d, or one file to all with \"%%{env:NODE_ID}%%\".", idBits))
}

// unnumbered reports a node without a number: it counts as node 1.
func (n *node) unnumbered(nodes []node) {
	f := n.Whole("cluster.node-id is not set: the node counts as number 1 for roles and messages between nodes").
		On("cluster.node-id").WithSeverity(diag.Warning).
		WithDetail("Set cluster.node-id, a number of its own on each node from 0 to %d.", idBits)
	for i := range nodes {
		if o := &nodes[i]; o.File != n.File && o.known && o.id == 1 {
			f.Message += ", as " + o.File.Name + " does: each ignores what the other tells the cluster"
			f = elsewhere(f, o.Pass, o.place(), "this node is number 1, too").WithSeverity(diag.Error)
			break
		}
	}
	n.Report(f)
}
