package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// TwoJournal reports a second tracer of a kind that exists once.
var TwoJournal = &Rule{
	Code:     "SC9206",
	Name:     "observability/tracer-two-journal",
	Severity: diag.Error,
	Summary:  "More than one journal tracer",
	Since:    "0.8",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		first := map[string]string{}
		for _, id := range p.Set.IDs("tracer", "type") {
			kind := map[string]string{"journal": "journal", "console": "console", "stdout": "console", "stderr": "console"}[p.typeOf("tracer", id)]
			if v, _ := p.Set.Value("tracer." + id + ".enable"); kind == "" || v == "false" {
				continue
			}
			if other, ok := first[kind]; ok {
				x, _ := p.Set.Lookup("tracer." + id + ".type")
				p.Report(p.Setting(x, "tracer.%s is a second %s tracer beside tracer.%s: the server logs an error and drops it", id, kind, other).
					WithDetail("Keep one of them."))
				continue
			}
			first[kind] = id
		}
	},
}
