package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/projectcfg"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// projectFlags say where the project's own configuration comes from.
func projectFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "config", Usage: "read `FILE` instead of the nearest " + projectcfg.Name + " (also STALCFG_CONFIG)"},
		&cli.BoolFlag{Name: "isolated", Usage: "ignore every configuration file and directive outside the linted file"},
	}
}

func failOnFlag() cli.Flag {
	return &cli.StringFlag{Name: "fail-on", Usage: "exit with 1 on findings of this `SEVERITY` or above: error, warning, info or never (default: error)"}
}

// newLinters finds the project's configuration as the flags say.
func newLinters(c *cli.Context, p program) (*projectcfg.Linters, error) {
	l := &projectcfg.Linters{}
	l.Finder.Isolated = c.Bool("isolated")
	l.Finder.Explicit = c.String("config")
	if l.Finder.Isolated && l.Finder.Explicit != "" {
		return nil, usagef("--config and --isolated exclude each other")
	}
	if l.Finder.Explicit == "" {
		l.Finder.Explicit, _ = p.lookup("STALCFG_CONFIG")
	}
	return l, nil
}

// lintFlags turns all flags of lint into what they say.
func lintFlags(c *cli.Context, p program) (*projectcfg.Linters, error) {
	l, err := newLinters(c, p)
	if err == nil && !c.Bool("silent") {
		tellRenamed(p, c.StringSlice("select"), c.StringSlice("ignore"), c.StringSlice("only"), c.StringSlice("severity"))
	}
	for _, read := range []func(*cli.Context, *projectcfg.Flags) error{selection, severities, strictness} {
		if err == nil {
			err = read(c, &l.Flags)
		}
	}
	if err == nil {
		err = hostOptions(c, p, &l.Flags)
	}
	return l, err
}

// tellRenamed says what rules that go by another name now are called.
func tellRenamed(p program, lists ...[]string) {
	for _, list := range lists {
		for _, name := range list {
			name, _, _ = strings.Cut(name, "=")
			if r, ok := rules.Renamed(name); ok {
				fmt.Fprintf(p.stderr, "stalcfg: %s is called %s (%s) now\n", name, r.Name, r.Code)
			}
		}
	}
}

// tellConfigRenamed does so for the configurations of projects, once for each.
func tellConfigRenamed(p program, linters []*projectcfg.Linter) {
	told := map[*projectcfg.Config]bool{}
	for _, l := range linters {
		if l == nil || l.Config == nil || told[l.Config] {
			continue
		}
		told[l.Config] = true
		for _, x := range l.Config.Renamed {
			fmt.Fprintf(p.stderr, "stalcfg: %s: %s is called %s (%s) now\n", report.Clean(x.Origin), x.Name, x.Rule.Name, x.Rule.Code)
		}
	}
}

// selection reads target, preset and rules.
func selection(c *cli.Context, f *projectcfg.Flags) error {
	o := &f.Options
	if t := c.String("target"); t != "" {
		v, err := schema.ParseVersion(t)
		if err != nil {
			return usagef("--target: %w", err)
		}
		o.Target, o.TargetOrigin = v, "--target"
	}
	if c.IsSet("preset") {
		preset, ok := rules.ParsePreset(c.String("preset"))
		if !ok {
			return usagef("--preset is recommended, strict or all, not %q", c.String("preset"))
		}
		f.Preset = projectcfg.Value[rules.Preset]{V: preset, Origin: "--preset"}
	}
	o.Select, o.Ignore, o.Only = c.StringSlice("select"), c.StringSlice("ignore"), c.StringSlice("only")
	for _, list := range [][]string{o.Select, o.Ignore, o.Only} {
		for _, s := range list {
			if err := lint.CheckSelector(s); err != nil {
				return exit{exitUsage, err}
			}
		}
	}
	return nil
}

func severities(c *cli.Context, f *projectcfg.Flags) error {
	for _, s := range c.StringSlice("severity") {
		rule, level, _ := strings.Cut(s, "=")
		sev, err := lint.Off, error(nil)
		if level != "off" {
			sev, err = diag.ParseSeverity(level)
		}
		if err == nil {
			err = lint.CheckSelector(rule)
		}
		if err != nil {
			return usagef("--severity %s: %w", s, err)
		}
		if f.Options.Severity == nil {
			f.Options.Severity = map[string]diag.Severity{}
		}
		f.Options.Severity[rule] = sev
		f.Severity = append(f.Severity, projectcfg.Level{Selector: rule, Severity: sev, Origin: "--severity"})
	}
	return nil
}

// strictness reads what hides findings and when they count.
func strictness(c *cli.Context, f *projectcfg.Flags) error {
	if s := c.String("fail-on"); s != "" {
		if _, err := threshold(s); err != nil {
			return err
		}
		f.FailOn = projectcfg.Value[string]{V: s, Origin: "--fail-on"}
	}
	if s := c.String("baseline"); s != "" {
		f.Baseline = projectcfg.Value[string]{V: s, Origin: "--baseline"}
	}
	f.Options.IgnoreSuppressions = c.Bool("ignore-suppressions")
	if n := c.Int("max-findings"); n < 0 {
		return usagef("--max-findings is a number from 0, not %d", n)
	} else if c.IsSet("max-findings") {
		f.MaxFindings = projectcfg.Value[int]{V: n, Origin: "--max-findings"}
	}
	f.Options.Suppress.Today = time.Now().UTC()
	if s := c.String("today"); s != "" {
		day, err := time.Parse("2006-01-02", s)
		if err != nil {
			return usagef("--today is a date as 2027-01-31, not %q", s)
		}
		f.Options.Suppress.Today = day
	}
	return nil
}

// projectPath is where the search for the project's configuration begins.
func projectPath(in *input.Input) string {
	if in.Stdin && strings.HasPrefix(in.Name, "<") {
		return "stdin" // in the working directory
	}
	return in.Name
}

// resolve gives the linter of every input. All mistakes in configurations are
// reported before anything is linted, each once.
func resolve(l *projectcfg.Linters, inputs []input.Input) ([]*projectcfg.Linter, error) {
	out := make([]*projectcfg.Linter, len(inputs))
	var failed *multierror.Error
	seen := map[string]bool{}
	for i := range inputs {
		var err error
		if out[i], err = l.For(projectPath(&inputs[i])); err != nil && !seen[err.Error()] {
			seen[err.Error()] = true
			failed = multierror.Append(failed, flat(err)...)
		}
	}
	if err := together(failed); err != nil {
		return nil, exit{exitUsage, err}
	}
	return out, nil
}

// flat takes gathered errors apart.
func flat(err error) []error {
	if all, ok := err.(*multierror.Error); ok {
		return all.Errors
	}
	return []error{err}
}
