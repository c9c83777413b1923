package lint

import (
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
)

// LintNodes checks the files of the nodes of one cluster: each for itself, and
// all together.
func (l *Linter) LintNodes(files []*source.File) []*Result {
	results := make([]*Result, len(files))
	passes := make([]*rules.Pass, len(files))
	for i, f := range files {
		results[i] = l.read(f)
		passes[i] = l.pass(results[i])
		l.runAll(passes[i], results[i])
	}
	for _, c := range l.chosen {
		if c.rule.CheckNodes == nil {
			continue
		}
		for _, p := range passes {
			p.As(c.rule)
		}
		c.rule.CheckNodes(passes)
	}
	for i, r := range results {
		l.finish(passes[i], r, true)
	}
	return results
}
