package rules

import (
	"fmt"
	"strings"
	"time"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// DurationCompound reports durations that the server refuses, or reads as another one than they say.
var DurationCompound = &Rule{
	Code:     "SC2005",
	Name:     "schema/duration-compound",
	Severity: diag.Error,
	Summary:  "Compound, fractional or zero duration",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:581"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.Duration || !k.single() || !k.Plain() {
				continue
			}
			err := k.Match.Key.CheckFor(p.typeBeside(&k), k.Value)
			if err == nil {
				if odd := scrambled(k.Value); odd != "" && !(k.Match.Key.Optional && schema.None(k.Value)) {
					p.Report(p.Setting(k.Setting, "%s = %q is read as %s: the server collects all digits and all letters apart from each other", k.Setting.Key, k.Value, odd).
						WithDetail("Write one number and one unit: d, h, m, s or ms."))
				}
				continue
			}
			p.Report(p.Setting(k.Setting, "%s = %q is not a duration the server reads: %v; the server %s", k.Setting.Key, k.Value, err, k.Effective()).
				WithDetail("Write one whole number and one unit: d, h, m, s or ms%s.", durationMeant(k.Value)))
		}
	},
}

// scrambled gives the meaning of an accepted duration that is not written as
// one number and one unit.
func scrambled(v string) string {
	s := strings.Join(strings.Fields(v), "")
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if strings.Trim(s[digits:], "0123456789") == s[digits:] && !strings.ContainsAny(s[digits:], "0123456789") {
		return ""
	}
	ms, err := schema.ParseDuration(v)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d ms", ms)
}

// durationMeant offers the spelling for a compound or fractional duration.
func durationMeant(v string) string {
	d, err := time.ParseDuration(strings.ToLower(strings.ReplaceAll(v, " ", "")))
	switch {
	case err != nil || d <= 0:
		return ""
	case d%time.Hour == 0:
		return fmt.Sprintf("; this is %dh", d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf("; this is %dm", d/time.Minute)
	case d%time.Second == 0:
		return fmt.Sprintf("; this is %ds", d/time.Second)
	}
	return fmt.Sprintf("; this is %dms", d/time.Millisecond)
}
