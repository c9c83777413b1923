package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// ScriptReference reports Sieve scripts that are named but do not exist.
var ScriptReference = &Rule{
	Code:     "SC8404",
	Name:     "spam/script-reference",
	Severity: diag.Warning,
	Summary:  "Script id is not defined or lacks contents",
	Since:    "0.7",
	Fix:      SafeFix,
	Cites: []Cite{
		{"0.15.5", "crates/common/src/core.rs:173"}, {"0.15.5", "crates/common/src/config/scripts.rs:278"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/886"}, {"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/709"},
	},
	Check: func(p *Pass) {
		if p.Set.Partial {
			return
		}
		const group = "sieve.trusted.scripts"
		defined := p.Set.IDs(group, "contents")
		for _, id := range p.Set.IDs(group, "") {
			if !slices.ContainsFunc(defined, func(d string) bool { return d == id || strings.HasPrefix(d, id+".") }) {
				p.Report(diag.At(p.objectSpan(group, id), "%s.%s has no contents: unless the database has them, the script does not exist", group, id).On(group + "." + id + ".contents").
					WithDetail("Add contents = \"%%{file:PATH}%%\", or the text of the script itself."))
			}
		}
		list := p.Expressions()
		for i := range list {
			p.scriptOf(&list[i], defined)
		}
	},
}

// scriptOf reports an expression that gives the id of a script that is not in
// the file, if it is one of those that were built in once, or if the file has
// others.
func (p *Pass) scriptOf(e *Expression, defined []string) {
	c := e.Expr.Constant
	if e.Part == "if" || !strings.HasPrefix(e.Name, "session.") || !strings.HasSuffix(e.Name, ".script") || c == nil || c.Kind != "string" || c.Text == "" || slices.Contains(defined, c.Text) {
		return
	}
	if removed := slices.Contains([]string{"spam-filter", "track-replies"}, c.Text); removed && p.Target.AtLeast(11) {
		p.Report(p.Setting(e.At, "%s runs the script %q, which is gone since 0.11: the server notes it in the log at each message and goes on without it", e.At.Key, c.Text).
			WithDetail("The spam filter is built in and needs no script. Remove the line, or write false.").
			WithFix("Run no script", true, diag.Edit{Span: e.At.ValueSpan, New: "false"}).Intending(e.At.Key))
		return
	}
	if len(defined) > 0 {
		p.Report(p.Setting(e.At, "%s runs the script %q, which is not in the file: unless the database has it, the server notes it in the log and goes on without it", e.At.Key, c.Text).
			WithDetail("Defined are: %s. Define [sieve.trusted.scripts.%s] with contents, or name one of these.", strings.Join(defined, ", "), c.Text))
	}
}
