package lint

import (
	"slices"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
)

// Member is the file of one node of a cluster and the linter for it.
type Member struct {
	Linter *Linter
	File   *source.File
}

// LintNodes checks the files of the nodes of one cluster with one linter.
func (l *Linter) LintNodes(files []*source.File) []*Result {
	members := make([]Member, len(files))
	for i, f := range files {
		members[i] = Member{l, f}
	}
	return Nodes(members)
}

// Nodes checks the files of the nodes of one cluster: each for itself, as its
// linter says, and all together with the rules about clusters. A node gets the
// findings of such a rule when its own linter runs it.
func Nodes(members []Member) []*Result {
	results := make([]*Result, len(members))
	passes := make([]*rules.Pass, len(members))
	for i, m := range members {
		r := m.Linter.read(m.File)
		r.node = true
		if !r.Host.Nodes.Known() {
			r.Host.Nodes = host.Fact{Value: uint64(len(members)), Origin: "the files of the cluster"}
		}
		results[i], passes[i] = r, m.Linter.pass(r)
		m.Linter.runAll(passes[i], r)
	}
	for _, rule := range clusterRules(members) {
		for _, p := range passes {
			p.As(rule)
		}
		rule.CheckNodes(passes)
	}
	for i, m := range members {
		m.Linter.finish(passes[i], results[i])
	}
	return results
}

// clusterRules are the rules about several nodes that any of the linters runs.
func clusterRules(members []Member) []*rules.Rule {
	var out []*rules.Rule
	for _, m := range members {
		for _, c := range m.Linter.chosen {
			if c.rule.CheckNodes != nil && !slices.Contains(out, c.rule) {
				out = append(out, c.rule)
			}
		}
	}
	return out
}
