package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// ListOnly reports single values where only a list is read.
var ListOnly = &Rule{
	Code:     "SC2032",
	Name:     "schema/list-only",
	Severity: diag.Error,
	Summary:  "A single value is not seen, only a list",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/listener.rs:230"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Multi == schema.ListOnly && k.Rest == "" {
				p.Report(p.Setting(k.Setting, "%s is written as a single value: the server looks for a list here and takes the global setting instead", k.Setting.Key).
					WithDetail("Write %s = [ %q ].", k.Setting.Key, k.Value).
					WithFix("Write a list", false, diag.Edit{Span: k.ValueSpan, New: "[" + p.File.Text(k.ValueSpan) + "]"}))
			}
		}
	},
}
