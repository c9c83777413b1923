package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ResourceMissing reports packages that are not where the file says.
var ResourceMissing = &Rule{
	Code:     "SC8402",
	Name:     "spam/resource-missing",
	Severity: diag.Error,
	Summary:  "File of spam-filter.resource or webadmin.resource is missing",
	Since:    "0.7",
	Needs:    NeedMachine,
	Cites: []Cite{
		{"0.15.5", "crates/common/src/manager/mod.rs:83"}, {"0.15.5", "crates/common/src/manager/boot.rs:351"},
		{"0.15.5", "https://github.com/NixOS/nixpkgs/pull/422909"},
	},
	Check: func(p *Pass) {
		for _, r := range [...]struct{ key, effect string }{
			{"spam-filter.resource", "starts without rules for the spam filter, and without the settings of the first start"},
			{"webadmin.resource", "serves no web admin"},
		} {
			x, ok := p.Set.Lookup(r.key)
			if !ok || x.HasMacro() {
				continue
			}
			path, ok := strings.CutPrefix(x.Value, "file://")
			if !ok || !strings.HasPrefix(path, "/") {
				continue // fetched, or relative to a directory that is not known
			}
			what := "does not exist here"
			if facts, err := p.Machine.Stat(path); err == nil {
				if !facts.IsDir {
					continue
				}
				what = "is a directory"
			}
			p.Report(p.Setting(x, "%s = %q: the file %s; when the server wants it, at its first start and for updates, it logs an error and %s", r.key, x.Value, what, r.effect).
				WithDetail("Write the path that the package of this release installs, or remove the line: the server then downloads the newest one."))
		}
	},
}
