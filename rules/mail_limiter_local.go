package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// LimiterCountsLocal reports outbound limits that hold back delivery to the
// server's own mailboxes.
var LimiterCountsLocal = &Rule{
	Code:     "SC8004",
	Name:     "mail/limiter-outbound-counts-local",
	Severity: diag.Warning,
	Summary:  "Outbound limiter also counts local delivery",
	Since:    "0.13",
	Fix:      UnsafeFix,
	Cites: []Cite{
		{"0.15.5", "crates/smtp/src/outbound/delivery.rs:183"}, {"0.15.5", "crates/smtp/src/outbound/delivery.rs:258"},
		{"0.15.5", "crates/common/src/config/smtp/queue.rs:623"}, {"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/2323"},
	},
	Check: func(p *Pass) {
		const group = "queue.limiter.outbound"
		if p.Set.Partial {
			return
		}
		for _, id := range p.Set.IDs(group, "rate") {
			g := group + "." + id
			rate, _ := p.Set.Lookup(g + ".rate")
			if enable, _ := p.Set.Value(g + ".enable"); enable == "false" || rate.HasMacro() || p.afterRouting(g) || !p.matchesLocal(g) {
				continue
			}
			f := p.Setting(rate, "%s = %q counts delivery to your own mailboxes too: the server applies this limiter before it tells local from remote, so incoming mail and bounces wait as well", rate.Key, rate.Value).
				WithDetail("Add match = \"!is_local_domain('*', rcpt_domain)\" to %s.", g)
			if edit, ok := p.lineBefore(rate, "match", `"!is_local_domain('*', rcpt_domain)"`); ok && !p.Set.Has(g+".match") {
				f = f.WithFix("Leave out local domains", false, edit).Intending(g + ".match")
			}
			p.Report(f)
		}
	},
}

// afterRouting reports a limiter that the server applies for each remote host
// only: by its keys, or by the variables of its condition.
func (p *Pass) afterRouting(group string) bool {
	remote := []string{"mx", "remote_ip", "local_ip"}
	for _, k := range p.Set.List(group + ".key") {
		if k.HasMacro() || slices.Contains(remote, k.Value) {
			return true
		}
	}
	match, ok := p.Set.Value(group + ".match")
	if !ok {
		return false
	}
	words := strings.FieldsFunc(match, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') })
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(remote, w) })
}

// matchesLocal reports whether a limiter counts a message to a local mailbox
// for sure.
func (p *Pass) matchesLocal(group string) bool {
	if !p.Set.Has(group + ".match") {
		return true
	}
	for _, e := range p.Expressions() {
		if e.Name == group+".match" && e.Part == "" {
			truth, known := e.Expr.Eval(ownRecipient{}).Truth()
			return known && truth
		}
	}
	return false
}

// lineBefore is an edit that adds a setting in front of another of the same
// group, written in the same way. It is not ok where that one does not begin
// its line.
func (p *Pass) lineBefore(x *settings.Setting, name, value string) (diag.Edit, bool) {
	line := p.File.LineSpan(p.File.Line(x.KeySpan.Start))
	written := p.File.Text(x.KeySpan)
	last := x.Key[strings.LastIndexByte(x.Key, '.')+1:]
	indent := p.File.Text(line)[:x.KeySpan.Start-line.Start]
	head, ok := strings.CutSuffix(written, last)
	if !ok || strings.TrimSpace(indent) != "" {
		return diag.Edit{}, false
	}
	at := x.KeySpan
	at.End = at.Start
	return diag.Edit{Span: at, New: head + name + " = " + value + "\n" + indent}, true
}
