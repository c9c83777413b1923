package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// RoleUnknownNode reports work that no node of the cluster does.
var RoleUnknownNode = &Rule{
	Code:     "SC9005",
	Name:     "cluster/role-unknown-node",
	Severity: diag.Warning,
	Summary:  "Role list names no existing node, or a role has no node",
	Since:    "0.11",
	Needs:    NeedNodes,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/network.rs:265"}, {"0.15.5", "crates/services/src/task_manager/mod.rs:414"}},
	CheckNodes: func(ps []*Pass) {
		nodes := nodesOf(ps)
		var ids []uint64
		for i := range nodes {
			if !nodes[i].known {
				return // the node that a list means may be this one
			}
			ids = append(ids, nodes[i].id)
		}
		if len(nodes) < 2 || len(nodes) < len(ps) {
			return
		}
		for i := range nodes {
			for _, key := range roleKeys() {
				nodes[i].role(key, ids)
			}
		}
	},
}

// roleKeys are the settings that say which nodes do a task.
func roleKeys() []string {
	var out []string
	for _, k := range schema.All() {
		if k.Type == schema.NodeList && k.Status == schema.Live {
			out = append(out, k.Pattern)
		}
	}
	return out
}

// wholeRoles are the tasks that each node in any entry of the list does as a
// whole; of the others each entry is a share (Stalwart v0.15.5
// crates/services/src/housekeeper/mod.rs:86).
var wholeRoles = []string{"cluster.roles.purge.stores", "cluster.roles.spam-training", "cluster.roles.metrics.calculate", "cluster.roles.metrics.push"}

// role looks at one task. Each entry of the list is a share of the work, and a
// node takes the first share that names it.
func (n *node) role(key string, ids []uint64) {
	var shares []*settings.Setting
	var lists [][]uint64
	for _, x := range n.Set.List(key) {
		if x.HasMacro() {
			return
		}
		if list, ok := nodeList(x.Value); ok { // the server leaves others out
			shares, lists = append(shares, x), append(lists, list)
		}
	}
	taken := make([]bool, len(lists))
	busy := map[uint64]int{}
	for _, id := range ids {
		if i := slices.IndexFunc(lists, func(l []uint64) bool { return slices.Contains(l, id) }); i >= 0 {
			taken[i], busy[id] = true, i
		}
	}
	whole := slices.Contains(wholeRoles, key)
	for i, x := range shares {
		if taken[i] || whole && len(busy) > 0 {
			continue
		}
		what := "no node does this work"
		if len(busy) > 0 {
			what = "a share of 1/" + strconv.Itoa(len(shares)) + " of this work is never done"
		}
		why := "names none of the nodes " + joinNumbers(ids)
		for _, id := range lists[i] {
			if j, ok := busy[id]; ok {
				why = "names only nodes that work on another share already: node " + strconv.FormatUint(id, 10) + " takes the first entry it is in, " + strconv.Quote(shares[j].Value)
				break
			}
		}
		n.Report(n.Setting(x, "%s = %q %s: %s", x.Key, x.Value, why, what).
			WithDetail("Each entry is a share of the work and lists, with commas, the nodes that do it. Without the setting every node does it; to let some nodes do all of it write one entry, as \"1,2\"."))
	}
}

// nodeList reads numbers separated by commas.
func nodeList(text string) ([]uint64, bool) {
	var out []uint64
	for _, part := range strings.Split(text, ",") {
		id, err := schema.ParseUint(strings.TrimSpace(part), 64)
		if err != nil {
			return nil, false
		}
		out = append(out, id)
	}
	return out, true
}

func joinNumbers(ids []uint64) string {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	var out []string
	for _, id := range slices.Compact(sorted) {
		out = append(out, strconv.FormatUint(id, 10))
	}
	return strings.Join(out, ", ")
}
