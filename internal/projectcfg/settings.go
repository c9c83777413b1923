package projectcfg

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
)

// Setting is one choice that holds for a file, and where it was made.
type Setting struct {
	Name   string `json:"name"`
	Value  any    `json:"value"`
	Origin string `json:"origin"`
}

// Settings lists what holds, defaults included. What adds up, as select does,
// is listed once for each place, the weakest first.
func (m *Merged) Settings() []Setting {
	var out []Setting
	add := func(name string, value any, origin string) { out = append(out, Setting{name, value, origin}) }
	switch o := &m.Options; {
	case !o.Target.IsZero():
		add("target", o.Target.String(), o.TargetOrigin)
	case m.target.IsSet():
		add("target", m.target.V.String(), m.target.Origin)
	default:
		add("target", "told from the file", "default")
	}
	add("preset", m.preset.V.String(), m.preset.Origin)
	m.selection(add)
	add("fail-on", m.FailOn.V, m.FailOn.Origin)
	add("max-findings", m.MaxFindings.V, m.MaxFindings.Origin)
	if m.Baseline.IsSet() {
		add("baseline", m.Baseline.V, m.Baseline.Origin)
	}
	reason := Value[bool]{true, "default"}
	if m.Config != nil && m.Config.RequireReason.IsSet() {
		reason = m.Config.RequireReason
	}
	add("suppressions.require-reason", reason.V, reason.Origin)
	facts := m.Options.Host.Or(m.Options.Fallback.Host)
	for _, name := range host.Names {
		if f := facts.Fact(name); f.Known() {
			add("host."+name, f.Value, f.Origin)
		}
	}
	if m.Config != nil && m.Config.Cluster.IsSet() {
		add("cluster.nodes", m.Config.Cluster.V, m.Config.Cluster.Origin)
	}
	m.figures(add)
	m.rules(add)
	return out
}

func (m *Merged) selection(add func(string, any, string)) {
	list := func(name string, v Value[[]string]) {
		if len(v.V) > 0 {
			add(name, v.V, v.Origin)
		}
	}
	level := func(levels []Level) {
		for _, l := range levels {
			text := "off"
			if l.Severity != lint.Off {
				text = l.Severity.String()
			}
			add("severity."+l.Selector, text, l.Origin)
		}
	}
	own := &m.flags.Options
	if m.Config != nil {
		layers := []*Choices{&m.Config.Choices}
		for _, o := range m.overrides {
			layers = append(layers, &o.Choices)
		}
		if len(own.Only) == 0 {
			list("only", m.Config.Only)
		}
		for _, c := range layers {
			if len(own.Only) == 0 {
				list("select", c.Select)
				list("ignore", c.Ignore)
			}
			level(c.Severity)
		}
	}
	list("only", Value[[]string]{own.Only, "--only"})
	list("select", Value[[]string]{own.Select, "--select"})
	list("ignore", Value[[]string]{own.Ignore, "--ignore"})
	level(m.flags.Severity)
}

func (m *Merged) figures(add func(string, any, string)) {
	numbers := m.flags.Workload
	if m.Config != nil {
		numbers = append(slices.Clone(m.Config.Workload), numbers...)
	}
	for _, name := range Numbers() {
		for i := len(numbers) - 1; i >= 0; i-- {
			if numbers[i].Name == name {
				add("workload."+name, numbers[i].Text, numbers[i].Origin)
				break
			}
		}
	}
}

func (m *Merged) rules(add func(string, any, string)) {
	if m.Config == nil {
		return
	}
	for _, rule := range sorted(m.Config.Options) {
		for _, name := range sorted(m.Config.Options[rule]) {
			v := m.Config.Options[rule][name]
			add("rules."+rule+"."+name, v.V, v.Origin)
		}
	}
	for _, k := range m.Config.Keys {
		word := "require "
		if k.Forbid {
			word = "forbid "
		}
		add(Code+"/"+k.ID, word+strings.Join(k.Pattern, "."), k.Origin)
	}
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
