package main

import (
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/source"
)

// lintClusters lints the inputs that are nodes of a cluster, each together with
// the others, and keeps what came of it for when it is their turn.
func (run *lintRun) lintClusters(p program, clusters [][]projectcfg.Node) error {
	run.nodes = map[int]lintOutcome{}
	for _, nodes := range clusters {
		if err := run.lintCluster(p, nodes); err != nil {
			return err
		}
	}
	return nil
}

func (run *lintRun) lintCluster(p program, nodes []projectcfg.Node) error {
	var members []lint.Member
	var inputs []int
	for i := range nodes {
		n := &nodes[i]
		data, mended, err := run.text(p, n)
		switch {
		case err != nil && n.Input < 0:
			return exit{exitFailure, err}
		case err != nil:
			run.nodes[n.Input] = lintOutcome{err: err}
			continue
		}
		if n.Input >= 0 {
			run.nodes[n.Input] = lintOutcome{mended: mended}
		}
		members = append(members, lint.Member{Linter: n.Linter.Linter, File: source.New(n.File.Name, data)})
		inputs = append(inputs, n.Input)
	}
	for i, r := range lint.Nodes(members) {
		if o, ok := run.nodes[inputs[i]]; ok {
			o.result = r
			run.nodes[inputs[i]] = o
		}
	}
	return nil
}

// text gives the text of a node, mended before if that was asked for. A file
// that is only compared with is left as it is.
func (run *lintRun) text(p program, n *projectcfg.Node) ([]byte, change, error) {
	if !run.fix || n.Input < 0 {
		data, err := n.File.Read(p.stdin)
		return data, change{}, err
	}
	ch, err := mendFile(n.Linter.Linter, &run.inputs[n.Input], p, run.unsafe)
	return ch.after, ch, err
}
