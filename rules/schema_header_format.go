package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// HeaderFormat reports headers because of which the server drops the whole list.
var HeaderFormat = &Rule{
	Code:     "SC2035",
	Name:     "schema/header-format",
	Severity: diag.Error,
	Summary:  "Header is not Name: value",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/telemetry.rs"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.HTTPHeader || !k.Plain() {
				continue
			}
			name, value, ok := strings.Cut(k.Value, ":")
			if ok && strings.Trim(strings.TrimSpace(name), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~") == "" && strings.TrimSpace(name) != "" && !strings.ContainsAny(value, "\r\n") {
				continue
			}
			p.Report(p.Key(k.Setting, "%s is not a header of the form Name: value: the server logs an error and drops all headers of the list", k.Setting.Key).
				WithDetail("Write \"X-Name: value\"."))
		}
	},
}
