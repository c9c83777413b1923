package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// SetGivenAsArray reports addresses given as the values of a list where the
// server takes them from the keys, and keys that are no address to it.
var SetGivenAsArray = &Rule{
	Code:     "SC2021",
	Name:     "schema/set-given-as-array",
	Severity: diag.Error,
	Summary:  "List must be a set",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/blocked.rs:57"}},
	Check: func(p *Pass) {
		seen := map[int]bool{}
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.IPOrMask || seen[k.Statement] || k.HasMacro() {
				continue
			}
			prefix := strings.TrimSuffix(k.Match.Key.Pattern, "*")
			member := strings.TrimPrefix(k.Setting.Key, prefix)
			name := strings.TrimSuffix(prefix, ".")
			_, err := schema.ParseIPOrMask(member)
			switch {
			case err == nil:
			case allDigits(member):
				seen[k.Statement] = true
				address := k.Value
				if _, err := schema.ParseIPOrMask(address); err != nil {
					address = "10.0.0.0/8"
				}
				p.Report(p.Setting(k.Setting, "%s is a set: the address belongs into the key, and the server reads %s as the address of this entry", name, member).
					On(name).
					WithDetail("Write %s = { %q } or %s.%q = \"\".", name, address, name, address))
			default:
				p.Report(p.Key(k.Setting, "%s names %q: %s; the server logs an error and ignores the entry", name, member, err).
					WithDetail("Write an address or a network of at least 8 bits, as %s.\"10.0.0.0/8\" = \"\".", name))
			}
		}
	},
}
