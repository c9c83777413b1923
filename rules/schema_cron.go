package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// CronSchedule reports schedules that the server refuses, some of them by a mistake of its own.
var CronSchedule = &Rule{
	Code:     "SC2029",
	Name:     "schema/cron-format",
	Severity: diag.Error,
	Summary:  "Schedule is refused",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/cron.rs:74"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.CronType || !k.single() || !k.Plain() {
				continue
			}
			c, err := schema.ParseCron(k.Value)
			switch {
			case err != nil:
				p.Report(p.Setting(k.Setting, "%s = %q is not a schedule the server reads: %v; the server %s", k.Setting.Key, k.Value, err, k.Effective()).
					WithDetail("Write minute, hour and weekday with single blanks: 0 3 * is daily at 03:00, 30 * * hourly at half past, 0 3 7 Sundays at 03:00. Weekly schedules work for hours 1 to 7 only."))
			case c.Kind == "week" && (c.Day < 1 || c.Day > 7):
				p.Report(p.Setting(k.Setting, "%s = %q names weekday %d: the server takes any number here, but weekdays are 1 (Monday) to 7 (Sunday)", k.Setting.Key, k.Value, c.Day).
					WithDetail("Write a weekday from 1 to 7, or * for every day."))
			}
		}
	},
}
