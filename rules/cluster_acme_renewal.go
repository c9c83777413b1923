package rules

import (
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/xxh3"
)

// ACMENotRenewed reports ACME providers whose renewal falls to nodes without them.
var ACMENotRenewed = &Rule{
	Code:     "SC9006",
	Name:     "cluster/acme-not-renewed",
	Severity: diag.Warning,
	Summary:  "ACME provider that no node renews",
	Since:    "0.14",
	Needs:    NeedNodes,
	Cites:    []Cite{{"0.15.5", "crates/services/src/housekeeper/mod.rs:141"}, {"0.15.5", "crates/common/src/config/network.rs:377"}},
	CheckNodes: func(ps []*Pass) {
		nodes := nodesOf(ps)
		if len(nodes) < 2 || len(nodes) < len(ps) {
			return
		}
		for i := range nodes {
			if !nodes[i].known || !nodes[i].localKey(acmeRenew) {
				return // somebody else may renew
			}
		}
		seen := map[string]bool{}
		for i := range nodes {
			for _, id := range nodes[i].Set.IDs("acme", "directory") {
				if !seen[id] {
					seen[id] = true
					acmeProvider(nodes, i, id)
				}
			}
		}
	},
}

const acmeRenew = "cluster.roles.acme.renew"

// acmeProvider looks at one provider, which first is the first node to have.
func acmeProvider(nodes []node, first int, id string) {
	var having, renewing []uint64
	for i := range nodes {
		n := &nodes[i]
		if !n.localKey("acme." + id + ".directory") {
			return // the nodes may share it in the database
		}
		yes, known := n.renews(id)
		if !known {
			return
		}
		has := n.Set.Has("acme." + id + ".directory")
		if has {
			having = append(having, n.id)
		}
		if yes {
			renewing = append(renewing, n.id)
		}
		if has && yes {
			return
		}
	}
	if len(having) == len(nodes) {
		return // cluster/role-unknown-node
	}
	n := &nodes[first]
	falls := "no node"
	if len(renewing) > 0 {
		falls = nodesText(renewing) + ", without this provider"
	}
	n.Report(diag.At(n.objectSpan("acme", id), "acme.%s is on %s alone, and %s leaves its renewal to %s: nobody gets or renews its certificate", id, nodesText(having), acmeRenew, falls).
		On("acme."+id).
		WithDetail("Leave %s out where nodes have providers of their own, or define the provider on all nodes.", acmeRenew))
}

func nodesText(ids []uint64) string {
	if len(ids) == 1 {
		return "node " + joinNumbers(ids)
	}
	return "nodes " + joinNumbers(ids)
}

// hashSeed is what the server begins the hash of a name with.
const hashSeed = 191179

// renews reports whether a node renews the certificates of a provider, were it to
// have it: one of several shares is chosen by the hash of the name, which ends in a
// byte 0xff as texts do in Rust.
func (n *node) renews(id string) (yes, known bool) {
	var lists [][]uint64
	for _, x := range n.Set.List(acmeRenew) {
		if x.HasMacro() {
			return false, false
		}
		if list, ok := nodeList(x.Value); ok { // the server leaves others out
			lists = append(lists, list)
		}
	}
	share := slices.IndexFunc(lists, func(l []uint64) bool { return slices.Contains(l, n.id) })
	switch {
	case len(lists) == 0:
		return true, true
	case share < 0:
		return false, true
	case len(lists) == 1:
		return true, true
	}
	hash, ok := xxh3.Sum64(id+"\xff", hashSeed)
	return hash%uint64(len(lists)) == uint64(share), ok
}
