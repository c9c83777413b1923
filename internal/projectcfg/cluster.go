package projectcfg

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/stalcfg/stalcfg/internal/input"
)

// cluster reads [cluster]: the files of the nodes of one cluster.
func (t *table) cluster() Value[[]string] {
	s := t.sub("cluster")
	if s == nil {
		return Value[[]string]{}
	}
	nodes := s.texts("nodes", func(p string) error {
		if _, err := filepath.Match(p, ""); err != nil || p == "" {
			return fmt.Errorf("%q is no file or pattern", p)
		}
		return nil
	})
	if _, given := s.m["nodes"]; !given || nodes.IsSet() && len(nodes.V) == 0 {
		s.r.fault(s.path, false, "%s names no nodes", shown(s.path))
	}
	s.end()
	return nodes
}

// Node is one file of a cluster.
type Node struct {
	Input  int // index into the inputs of the run, -1 for a file that is only compared with
	File   input.Input
	Linter *Linter
}

// Clusters finds out which inputs, for which own has the linters, are nodes of
// one cluster: all of them when the command line says so, else those that the
// [cluster] of their configuration names. Nodes that are not among the inputs
// complete the cluster. Errors are about the command line or a .stalcfg.toml.
func (l *Linters) Clusters(own []*Linter, inputs []input.Input, all bool) ([][]Node, error) {
	if all {
		if len(inputs) < 2 {
			return nil, errors.New("--cluster needs the files of all nodes, two or more")
		}
		whole := make([]Node, len(inputs))
		for i := range inputs {
			whole[i] = Node{i, inputs[i], own[i]}
		}
		return [][]Node{whole}, nil
	}
	var out [][]Node
	var seen []*Config
	for _, x := range own {
		c := x.Config
		if c == nil || !c.Cluster.IsSet() || slices.Contains(seen, c) {
			continue
		}
		seen = append(seen, c)
		nodes, err := l.nodes(c, own, inputs)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(nodes, func(n Node) bool { return n.Input >= 0 }) {
			out = append(out, nodes)
		}
	}
	return out, nil
}

// nodes gives the files that [cluster] names: first those that are not among
// the inputs, so that a difference between two files is told in the one that is
// linted, each part in the order of [cluster].
func (l *Linters) nodes(c *Config, own []*Linter, inputs []input.Input) ([]Node, error) {
	files := input.Expand(c.nodePaths(), "")
	if len(files) < 2 {
		return nil, fmt.Errorf("%s: cluster.nodes is one file: a cluster has two nodes or more", c.Cluster.Origin)
	}
	var out, linted []Node
	for _, f := range files {
		_, err := os.Stat(f.Path)
		if f.Err != nil {
			err = f.Err
		}
		if err != nil {
			return nil, fmt.Errorf("%s: cluster.nodes: %w", c.Cluster.Origin, &fileError{filepath.ToSlash(f.Name), err})
		}
		at := slices.IndexFunc(inputs, func(in input.Input) bool { return !in.Stdin && samePath(in.Path, f.Path) })
		if at >= 0 && own[at].Config == c {
			linted = append(linted, Node{at, inputs[at], own[at]})
			continue
		}
		linter, err := l.For(f.Name)
		if err != nil {
			return nil, err
		}
		out = append(out, Node{-1, f, linter})
	}
	return append(out, linted...), nil
}

// nodePaths gives the entries of [cluster] as seen from the working directory.
func (c *Config) nodePaths() []string {
	out := make([]string, len(c.Cluster.V))
	for i, p := range c.Cluster.V {
		if out[i] = filepath.FromSlash(p); !filepath.IsAbs(out[i]) {
			out[i] = filepath.Join(c.dir, out[i])
		}
	}
	return out
}

// samePath reports whether two paths are one; links are not followed.
func samePath(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err == nil && err2 == nil && x == y
}
