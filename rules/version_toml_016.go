package rules

import "github.com/stalcfg/stalcfg/internal/diag"

// TOMLOn016 reports any config.toml for a release that does not read one.
var TOMLOn016 = &Rule{
	Code:     "SC3011",
	Name:     "version/toml-on-016",
	Severity: diag.Error,
	Summary:  "Target 0.16 or later does not read TOML",
	Since:    "0.16",
	Cites:    []Cite{{"0.16.18", "UPGRADING/v0_16.md"}, {"0.16.18", "crates/common/src/manager/boot.rs:128"}, {"0.16.18", "crates/store/src/registry/local.rs:70"}},
	Check: func(p *Pass) {
		p.Report(p.Whole("Stalwart %s does not read config.toml: named with --config it is refused as JSON and the server does not start; beside a missing config.json, as in images, it is ignored and the server waits for a new set-up", p.Target).
			WithDetail("config.json holds the data store only, all other settings are in the database. Pin the release to 0.15.5, or move with the official migration: version/016-readiness names what it leaves behind."))
	},
}
