package rules

import (
	"regexp"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// KeyGetHostname reports expressions that read the name of the server where it
// is no longer kept.
var KeyGetHostname = &Rule{
	Code:     "SC3004",
	Name:     "version/key-get-hostname",
	Severity: diag.Warning,
	Summary:  "Expression reads key_get('default', 'hostname')",
	Since:    "0.12",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.11.2", "crates/common/src/manager/boot.rs:314"}, {"0.15.5", "crates/common/src/expr/functions/asynch.rs:49"}},
	Check: func(p *Pass) {
		for _, e := range p.Expressions() {
			for _, m := range oldNames.FindAllStringSubmatchIndex(e.At.Value, -1) {
				name := e.At.Value[m[2]:m[3]]
				if p.Set.Has("lookup.default." + name) {
					continue
				}
				to := map[string]string{"hostname": "server.hostname", "domain": "report.domain"}[name]
				span := e.inside(p, m[0], m[1])
				f := diag.At(span, "%s asks the list \"default\" for %s, which the file does not set and the server keeps in %s since 0.11.2: the result is empty, unless the database of an older installation still has the list", e.Name, name, to).
					On(e.At.Key).WithDetail("Write config_get('%s').", to)
				if span != e.At.ValueSpan && p.Set.Has(to) {
					f = f.WithFix("Write config_get('"+to+"')", false, diag.Edit{Span: span, New: "config_get('" + to + "')"})
				}
				p.Report(f)
			}
		}
	},
}

var oldNames = regexp.MustCompile(`key_get\(\s*['"]default['"]\s*,\s*['"](hostname|domain)['"]\s*\)`)
