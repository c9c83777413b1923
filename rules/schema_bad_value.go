package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// BadValue reports numbers, addresses and other values that the server cannot read.
var BadValue = &Rule{
	Code:     "SC2028",
	Name:     "schema/bad-value",
	Severity: diag.Error,
	Summary:  "Value cannot be read as the type of the setting",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:396"}},
	Check: func(p *Pass) {

		for _, k := range p.Known() {
			switch k.Match.Key.Type {
			case schema.Bool, schema.Enum, schema.Duration, schema.RateType, schema.IPOrMask, schema.CronType:
				continue // have rules of their own
			}
			if !k.Plain() || (!k.single() && k.Match.Key.Multi == schema.Single) || bindRule(k.Match.Key.Pattern) {
				continue
			}
			if _, size := sizeMeant(k.Value); isInteger(k.Match.Key.Type) && size {
				continue
			}
			err := k.Match.Key.Check(k.Value)
			if err == nil {
				continue
			}
			p.Report(p.Setting(k.Setting, "%s = %q cannot be read: %v; the server %s", k.Setting.Key, k.Value, err, k.Effective()).
				WithDetail("Write a value the server reads; see `stalcfg schema %s`.", settingName(k.Setting.Key)))
		}
	},
}

// bindRule names settings whose values have rules of their own.
func bindRule(pattern string) bool {
	return pattern == "server.listener.*.bind" || strings.HasSuffix(pattern, "trusted-networks")
}
