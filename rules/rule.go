package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// Preset is the smallest set of rules that holds a rule.
type Preset uint8

// The presets, each holding the ones before it.
const (
	Recommended Preset = iota // the default: true for everybody, worth acting on
	Strict                    // advice, and rules that need a considered answer
	All                       // everything, style included
)

var presetNames = [...]string{"recommended", "strict", "all"}

// String is the name used in options and output.
func (p Preset) String() string { return presetNames[min(int(p), len(presetNames)-1)] }

// ParsePreset reads a preset's name.
func ParsePreset(s string) (Preset, bool) {
	for i, n := range presetNames {
		if n == s {
			return Preset(i), true
		}
	}
	return 0, false
}

// FixKind tells what mend a rule can offer.
type FixKind uint8

// The kinds of mend.
const (
	NoFix     FixKind = iota
	SafeFix           // applied by --fix
	UnsafeFix         // applied by --fix --unsafe
)

// String is the word used in output: "no", "safe" or "unsafe".
func (k FixKind) String() string { return [...]string{"no", "safe", "unsafe"}[min(int(k), 2)] }

// Need is a bit set of what a rule must have to run; without it the rule stays
// silent.
type Need uint8

// The needs.
const (
	NeedHost    Need = 1 << iota // declared or detected host facts
	NeedMachine                  // the files and environment of this machine (--check-files, --host auto)
	NeedNodes                    // several files that are the nodes of one cluster
)

// Cite is the evidence a rule rests on.
type Cite struct {
	Version string // Stalwart release, as "0.15.5"
	Ref     string // file and line in its source, or a page or thread
}

// String is the evidence as people look it up: a URL as it is, a place in the
// source of Stalwart with the release.
func (c Cite) String() string {
	if strings.Contains(c.Ref, "://") {
		return c.Ref
	}
	return "Stalwart " + c.Version + " " + c.Ref
}

// Option is a number of a rule that a project may set in .stalcfg.toml, in the
// table [rules."family/name"].
type Option struct {
	Name     string
	Summary  string // what it is, with its unit
	Default  float64
	Min, Max float64
}

// Rule is one check as a value.
type Rule struct {
	Code     string   // "SC1011", never reused
	Name     string   // "syntax/no-final-newline"
	Aliases  []string // other names that mean this rule, retired ones included
	Severity diag.Severity
	Preset   Preset
	Summary  string // sentence case, no full stop
	Since    string // first release it is true for, "" for all
	Until    string // last release it is true for, "" for all; both inclusive, minor lines such as "0.12"
	Needs    Need
	Facts    []string // host facts besides ram, cores and nofile without which it stays silent
	Wants    Need     // what lets it say more; without that its silence proves nothing
	Fix      FixKind
	Cites    []Cite
	Options  []Option    // what a project may change of it
	Check    func(*Pass) // nil for rules that only speak about several nodes or about stalcfg's own comments

	// CheckNodes looks at all nodes of a cluster at once; each Pass reports
	// for its own file.
	CheckNodes func([]*Pass)

	// CheckComments looks at suppressions after they were carried out. No
	// comment can suppress what it reports.
	CheckComments func(*Pass)
}

// Family is the part of the name before the slash.
func (r *Rule) Family() string {
	family, _, _ := strings.Cut(r.Name, "/")
	return family
}

// Matches reports whether a selector names the rule: its code, a prefix of the
// code, its name, an alias, its family (with or without "/*"), or "all".
func (r *Rule) Matches(selector string) bool {
	switch {
	case selector == "all", selector == r.Name, selector == r.Family(), selector == r.Family()+"/*":
		return true
	case strings.HasPrefix(selector, "SC") && len(selector) > 2 && strings.HasPrefix(r.Code, selector):
		return true
	}
	for _, a := range r.Aliases {
		if a == selector {
			return true
		}
	}
	return false
}

// Renamed gives the rule that a name once meant, or that took over what a rule of
// that name was to say: names that are aliases and nothing else.
func Renamed(name string) (*Rule, bool) {
	if r, ok := Find(name); ok && r.Code != name && r.Name != name {
		return r, true
	}
	return nil, false
}

// Find gives the rule with this code, name or alias.
func Find(name string) (*Rule, bool) {
	for _, r := range List() {
		if r.Code == name || r.Name == name {
			return r, true
		}
	}
	for _, r := range List() {
		for _, a := range r.Aliases {
			if a == name {
				return r, true
			}
		}
	}
	return nil, false
}
