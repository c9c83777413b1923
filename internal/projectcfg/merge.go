package projectcfg

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// Flags are what the command line and the environment say. They win over the
// file.
type Flags struct {
	Options  lint.Options        // Preset counts only when Preset below is set
	Preset   Value[rules.Preset] //
	FailOn   Value[string]       // error, warning, info or never
	Baseline Value[string]       // path
	Severity []Level             // the severities of Options, with their flags
	Workload []Number            // figures about users
	Detected host.Facts          // of this machine: they stand behind all that is declared

	MaxFindings Value[int] // listed of each rule in a file, 0 for all
	Limit       bool       // list no more than that; else the run wants every finding
}

// UsualFindings is how many findings of each rule in a file are listed where
// nobody says another number.
const UsualFindings = 1000

// Merged is what holds for one file.
type Merged struct {
	Config   *Config // nil when there is none
	Options  lint.Options
	FailOn   Value[string]
	Baseline Value[string]

	MaxFindings Value[int] // listed of each rule in a file, 0 for all

	flags     *Flags
	preset    Value[rules.Preset]
	target    Value[schema.Version]
	overrides []*Override
}

// Overridden reports whether the project's configuration has something to say
// about this file in particular.
func (m *Merged) Overridden() bool { return len(m.overrides) > 0 }

// Merge puts together what holds for a file. c may be nil.
func Merge(flags *Flags, c *Config, path string) (*Merged, error) {
	m := &Merged{Config: c, Options: flags.Options, flags: flags}
	m.preset = Value[rules.Preset]{rules.Recommended, "default"}
	m.FailOn = Value[string]{"error", "default"}
	m.MaxFindings = Value[int]{UsualFindings, "default"}
	m.Options.Fallback.Host = flags.Detected
	if c == nil {
		m.flagsOnly()
		return m, m.workload(flags.Workload)
	}
	m.choices(&c.Choices)
	for i := range c.Overrides {
		if o := &c.Overrides[i]; o.covers(c.dir, path) {
			m.overrides = append(m.overrides, o)
			m.choices(&o.Choices)
		}
	}
	if len(m.Options.Only) == 0 {
		m.Options.Only = c.Only.V
	} else { // --only means only: what the file selects and ignores is left aside
		for i := range m.Options.Under {
			m.Options.Under[i].Select, m.Options.Under[i].Ignore = nil, nil
		}
	}
	if c.FailOn.IsSet() {
		m.FailOn = c.FailOn
	}
	if c.MaxFindings.IsSet() {
		m.MaxFindings = c.MaxFindings
	}
	m.Baseline = c.Baseline
	m.Options.Fallback.Host = c.Host.Or(flags.Detected)
	m.Options.Fallback.Target, m.Options.Fallback.TargetOrigin = m.target.V, m.target.Origin
	m.Options.Suppress.ReasonOptional = c.RequireReason.IsSet() && !c.RequireReason.V
	m.Options.RuleOptions = c.options()
	for _, k := range c.Keys {
		if r := k.Rule(); r != nil {
			m.Options.Custom = append(m.Options.Custom, r)
		}
	}
	m.flagsOnly()
	return m, m.workload(append(slices.Clone(c.Workload), flags.Workload...))
}

// choices lays one set of choices over those before it.
func (m *Merged) choices(c *Choices) {
	if c.Preset.IsSet() {
		m.preset = c.Preset
	}
	if c.Target.IsSet() {
		m.target = c.Target
	}
	l := lint.Layer{Select: c.Select.V, Ignore: c.Ignore.V}
	if len(c.Severity) > 0 {
		l.Severity = make(map[string]diag.Severity, len(c.Severity))
		for _, s := range c.Severity {
			l.Severity[s.Selector] = s.Severity
		}
	}
	m.Options.Under = append(m.Options.Under[:len(m.Options.Under):len(m.Options.Under)], l)
}

// flagsOnly lets the flags win.
func (m *Merged) flagsOnly() {
	if m.flags.Preset.IsSet() {
		m.preset = m.flags.Preset
	}
	if m.flags.FailOn.IsSet() {
		m.FailOn = m.flags.FailOn
	}
	if m.flags.Baseline.IsSet() {
		m.Baseline = m.flags.Baseline
	}
	if m.flags.MaxFindings.IsSet() {
		m.MaxFindings = m.flags.MaxFindings
	}
	if m.flags.Limit {
		m.Options.MaxFindings = m.MaxFindings.V
	}
	m.Options.Preset = m.preset.V
}

// workload builds the workload; later figures replace earlier ones.
func (m *Merged) workload(numbers []Number) error {
	if len(numbers) == 0 {
		return nil
	}
	w := budget.ForUsers(10)
	w.Origin = "declared"
	for _, name := range Numbers() {
		for i := len(numbers) - 1; i >= 0; i-- {
			if n := &numbers[i]; n.Name == name {
				if err := w.Set(name, n.Text); err != nil {
					return &originError{n.Origin, err}
				}
				break
			}
		}
	}
	m.Options.Workload = &w
	return nil
}

// originError is a mistake in a value, with the place the value comes from.
type originError struct {
	origin string
	err    error
}

func (e *originError) Error() string { return e.origin + ": " + e.err.Error() }

func (e *originError) Unwrap() error { return e.err }

func (c *Config) options() map[string]map[string]float64 {
	if len(c.Options) == 0 {
		return nil
	}
	out := make(map[string]map[string]float64, len(c.Options))
	for rule, values := range c.Options {
		out[rule] = make(map[string]float64, len(values))
		for name, v := range values {
			out[rule][name] = v.V
		}
	}
	return out
}

// covers reports whether one of the patterns fits a file. They are relative to
// the directory of the configuration; one without a slash fits the name of a
// file in any directory, one that ends in a slash all below a directory.
func (o *Override) covers(dir, path string) bool {
	rel, err := relative(dir, path)
	if err != nil {
		return false
	}
	for _, p := range o.Paths {
		p = strings.TrimPrefix(filepath.ToSlash(p), "./")
		switch {
		case strings.HasSuffix(p, "/"):
			p += "**"
		case !strings.Contains(p, "/"):
			p = "**/" + p
		}
		if input.MatchGlob(p, rel) {
			return true
		}
	}
	return false
}

func relative(dir, path string) (string, error) {
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(from, to)
	return filepath.ToSlash(rel), err
}
