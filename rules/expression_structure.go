package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// ExprStructure reports conditions that the server does not take.
var ExprStructure = &Rule{
	Code:     "SC8201",
	Name:     "expression/structure",
	Severity: diag.Error,
	Summary:  "if/then/else structure is wrong",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/if_block.rs:88"}},
	Check: func(p *Pass) {
		done := map[string]bool{}
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.Conditions && k.Match.Key.Type != schema.AddressMapping {
				continue
			}
			name := strings.TrimSuffix(strings.TrimSuffix(k.Setting.Key, k.Rest), ".")
			if k.Rest == "" {
				if k.Match.Key.Type == schema.AddressMapping && k.Plain() && k.Value != "true" && k.Value != "false" {
					p.Report(p.Setting(k.Setting, "%s = %q is neither true nor false: the server switches the mapping off", name, k.Value).
						WithDetail("Write true, false, or conditions with if, then and else."))
				}
				continue
			}
			if done[name] || p.Set.Has(name) {
				continue
			}
			done[name] = true
			checkBranches(p, name)
		}
		flatLists(p)
	},
}

// checkBranches walks the branches in the server's order: positions as text,
// and else, if, then inside one.
func checkBranches(p *Pass, name string) {
	var lastIf, elseAt string
	foundIf, foundThen := false, false
	fail := func(x *settings.Setting, what string) {
		p.Report(p.Key(x, "%s: %s; the server refuses the conditions and uses the built-in default", name, what).On(x.Key).
			WithDetail("Write [ { if = \"…\", then = \"…\" }, { else = \"…\" } ]: every if with its then, one else at the end."))
	}
	under := p.Set.Under(name)
	for i := range under {
		x := &under[i]
		pos, part, ok := strings.Cut(strings.TrimPrefix(x.Key, name+"."), ".")
		if !ok {
			fail(x, "a value stands where if, then or else belong")
			return
		}
		part, _, _ = strings.Cut(part, ".")
		switch {
		case part == "if" && pos != lastIf:
			if lastIf != "" && !foundThen {
				fail(x, "the if before has no then")
				return
			}
			lastIf, foundIf, foundThen = pos, true, false
		case part == "else" && elseAt == "" && !foundIf:
			fail(x, "else comes before any if")
			return
		case part == "else" && elseAt == "":
			elseAt = pos
		case part == "else" && pos != elseAt:
			fail(x, "there is a second else")
			return
		case part == "then" && elseAt != "":
			fail(x, "then comes after else")
			return
		case part == "then" && pos != lastIf:
			fail(x, "then has no if")
			return
		case part == "then":
			foundThen = true
		}
	}
	last := &under[len(under)-1]
	switch {
	case !foundIf:
	case !foundThen:
		fail(last, "an if has no then")
	case elseAt == "":
		fail(last, "the else is missing")
	}
}

// flatLists reports arrays of plain values where conditions belong.
func flatLists(p *Pass) {
	seen := map[int]bool{}
	for _, x := range p.Set.InFileOrder() {
		name := settingName(x.Key)
		if name == x.Key || seen[x.Statement] || strings.HasSuffix(x.Key, ".if") || strings.HasSuffix(x.Key, ".then") || strings.HasSuffix(x.Key, ".else") {
			continue
		}
		m, ok := schema.Lookup(name)
		if !ok || m.Rest != "" || m.Key.Type != schema.Conditions || p.Set.Has(name) {
			continue
		}
		seen[x.Statement] = true
		p.Report(p.Key(x, "%s is written as a list of values: the server takes conditions or one expression here, logs an error and uses the built-in default", name).On(name).
			WithDetail("Write the list inside the expression: %s = \"[a, b]\".", name))
	}
}
