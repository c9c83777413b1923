package main

import (
	"github.com/hashicorp/go-multierror"

	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/semdiff"
)

// nodes compares the files of the nodes of a cluster.
func (d *differ) nodes() error {
	args := d.c.Args().Slice()
	switch {
	case len(args) < 2:
		return usagef("--nodes takes the files of two nodes or more")
	case len(d.gates) > 0 || d.text:
		return usagef("--nodes goes with neither --fail-on nor --text: it fails on every difference that is not expected")
	}
	var sides []semdiff.Side
	var failed *multierror.Error
	for _, arg := range args {
		x := d.lint(d.named(arg))
		if e, ok := x.err.(exit); ok {
			return e
		}
		if x.err != nil {
			failed = multierror.Append(failed, x.err)
			continue
		}
		r := x.result
		sides = append(sides, semdiff.Side{File: r.File, Set: r.Set, Target: r.Target})
	}
	if err := together(failed); err != nil {
		return exit{exitFailure, err}
	}
	n := report.Nodes{Diffs: semdiff.Nodes(sides)}
	for _, s := range sides {
		n.Names = append(n.Names, s.File.Name)
	}
	out, done, o, err := d.open()
	if err != nil {
		return err
	}
	if err := n.Print(out, d.c.String("format"), o); err != nil {
		return usagef("--format: %w", err)
	}
	if err := done(); err != nil {
		return exit{exitFailure, err}
	}
	if n.Unexpected() > 0 {
		return exit{code: exitFindings}
	}
	return nil
}
