package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// KnownBadRelease reports releases that should not be run.
var KnownBadRelease = &Rule{
	Code:     "SC3005",
	Name:     "version/known-bad-release",
	Severity: diag.Warning,
	Summary:  "Release has a known problem",
	Cites:    []Cite{{"0.15.5", "CHANGELOG.md"}, {"0.12.0", "crates/common/src/manager/boot.rs:158"}, {"0.15.4", "GHSA-jm95-876q-c9gw"}, {"0.13.3", "GHSA-8jqj-qj5p-v5rr"}, {"0.13.2", "GHSA-xv4r-q6gr-6pfg"}},
	Check: func(p *Pass) {
		if len(p.Guess.Reasons) > 0 {
			return // nobody said that this release runs
		}
		for _, b := range badReleases {
			if p.Target.Before(b.since) || !p.Target.Before(b.fixed) {
				continue
			}
			p.Report(p.Whole("Stalwart %s has a known problem: %s", p.Target, b.what).
				WithDetail("Run %s or later; %s is the last release that reads config.toml.", b.fixed, schema.Latest()))
		}
	},
}

// badRelease is a problem of the releases from since to the one before fixed.
type badRelease struct {
	since, fixed schema.Version
	what         string
}

var badReleases = []badRelease{
	{schema.Version{}, schema.Version{Minor: 13, Patch: 4}, "an IMAP client can make it use memory without limit (CVE-2025-61600)"},
	{schema.Version{Minor: 12}, schema.Version{Minor: 12, Patch: 3}, "when it writes the file, as it does for changes of local settings, macros are replaced by what they stand for, secrets included"},
	{schema.Version{Minor: 12}, schema.Version{Minor: 13, Patch: 3}, "a calendar report can make it expand recurrences without limit (CVE-2025-59045)"},
	{schema.Version{Minor: 13}, schema.Version{Minor: 13, Patch: 1}, "after the upgrade old events of the queue can keep a processor busy (#1833)"},
	{schema.Version{Minor: 13}, schema.Version{Minor: 15, Patch: 5}, "a crafted message that is read by IMAP or JMAP can use up processor and memory (CVE-2026-26312)"},
}
