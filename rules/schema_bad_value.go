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
			if event, ok := strings.CutPrefix(k.Setting.Key, "tracing.level."); ok && !schema.IsEvent(event) {
				p.Report(noEvent(p, &k, event))
				continue
			}
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

// noEvent reports a level for an event that does not exist. Patterns are not
// taken here.
func noEvent(p *Pass, k *Known, event string) diag.Finding {
	f := p.Key(k.Setting, "%s: no event is called %s; the server logs an error and leaves the level out", k.Setting.Key, event)
	if best := schema.NearestEvent(event); best != "" {
		return f.WithDetail("Did you mean tracing.level.%s?", best)
	}
	return f.WithDetail("Name one event, as tracing.level.auth.success; patterns with * are not read here.")
}

// bindRule names settings whose values have rules of their own.
func bindRule(pattern string) bool {
	return pattern == "server.listener.*.bind" || strings.HasSuffix(pattern, "trusted-networks")
}
