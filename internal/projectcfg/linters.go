package projectcfg

import (
	"fmt"
	"sync"

	"github.com/stalcfg/stalcfg/internal/baseline"
	"github.com/stalcfg/stalcfg/internal/lint"
)

// Linters gives the linter for each file. Files with the same configuration
// and the same overrides share one. It is safe for concurrent use.
type Linters struct {
	Flags      Flags
	Finder     Finder
	NoBaseline bool // hide nothing: the baseline is about to be written

	mu        sync.Mutex
	made      map[string]*Linter
	baselines map[string]*baseline.Baseline
}

// Linter is a linter and what was merged for it.
type Linter struct {
	*lint.Linter
	*Merged
}

// For gives the linter for a file. Errors are about a .stalcfg.toml, a flag or
// a baseline.
func (l *Linters) For(path string) (*Linter, error) {
	c, err := l.Finder.Find(path)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	key := signature(c, path)
	if x := l.made[key]; x != nil {
		return x, nil
	}
	m, err := Merge(&l.Flags, c, path)
	if err != nil {
		return nil, err
	}
	if m.Baseline.IsSet() && !l.NoBaseline {
		if m.Options.Baseline, err = l.baseline(m.Baseline.V); err != nil {
			return nil, err
		}
	}
	x := &Linter{lint.New(m.Options), m}
	if l.made == nil {
		l.made = map[string]*Linter{}
	}
	l.made[key] = x
	return x, nil
}

// signature is the same for files that are linted the same way.
func signature(c *Config, path string) string {
	if c == nil {
		return ""
	}
	s := []byte(fmt.Sprintf("%p", c))
	for i := range c.Overrides {
		if c.Overrides[i].covers(c.dir, path) {
			s = fmt.Appendf(s, " %d", i)
		}
	}
	return string(s)
}

func (l *Linters) baseline(path string) (*baseline.Baseline, error) {
	if b := l.baselines[path]; b != nil {
		return b, nil
	}
	b, err := baseline.Load(path)
	if err != nil {
		return nil, err
	}
	if l.baselines == nil {
		l.baselines = map[string]*baseline.Baseline{}
	}
	l.baselines[path] = b
	return b, nil
}
