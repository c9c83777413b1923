package rules

import (
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// QueueSchedule reports schedules of the queue that lack a part or contradict themselves.
var QueueSchedule = &Rule{
	Code:     "SC8008",
	Name:     "mail/queue-schedule-incomplete",
	Severity: diag.Error,
	Summary:  "Schedule lacks queue-name, retry or expiry",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/queue.rs:315"}},
	Check: func(p *Pass) {
		if p.Set.Partial {
			return
		}
		for _, id := range p.schedules() {
			g := "queue.schedule." + id
			at := p.objectSpan("queue.schedule", id)
			if a, ok := p.Set.Lookup(g + ".expire"); ok && p.Set.Has(g+".max-attempts") {
				p.Report(p.Key(a, "%s has expire and max-attempts: the server takes one of the two, logs an error and drops the schedule", g).
					WithDetail("Remove one."))
			}
			if !p.Set.Has(g+".retry") && !p.Set.HasUnder(g+".retry") {
				p.Report(diag.At(at, "%s has no retry interval: unless the database has one, the server logs an error and tries again every hour", g).On(g + ".retry").
					WithSeverity(diag.Warning).WithDetail("Add retry = [\"2m\", \"5m\", \"10m\", \"30m\", \"1h\"]."))
			}
			if !p.Set.Has(g + ".queue-name") {
				p.Report(diag.At(at, "%s has no queue-name: unless the database has one, the server logs an error and uses the queue default", g).On(g + ".queue-name").
					WithSeverity(diag.Warning).WithDetail("Add queue-name = \"remote\"."))
			}
		}
	},
}

// schedules gives the ids of the schedules that the server sees: those with one
// of these keys itself. A list, whose keys have an index behind, makes none
// (Stalwart v0.15.5 crates/common/src/config/smtp/queue.rs:298).
func (p *Pass) schedules() []string {
	var out []string
	for _, name := range []string{"queue-name", "retry", "notify", "expire", "max-attempts"} {
		for _, id := range p.Set.IDs("queue.schedule", name) {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	slices.Sort(out)
	return out
}
