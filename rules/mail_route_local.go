package rules

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
)

// RouteNoLocal reports routing that sends mail for the server's own mailboxes
// away.
var RouteNoLocal = &Rule{
	Code:     "SC8011",
	Name:     "mail/route-no-local-branch",
	Severity: diag.Error,
	Summary:  "Routing has no local branch",
	Since:    "0.13",
	Fix:      UnsafeFix,
	Cites: []Cite{
		{"0.15.5", "crates/smtp/src/outbound/delivery.rs:229"}, {"0.15.5", "crates/common/src/config/smtp/queue.rs:192"}, {"0.15.5", "crates/common/src/core.rs:197"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/472"}, {"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/957"},
	},
	Check: func(p *Pass) {
		const key = "queue.strategy.route"
		route, ok := p.block(key)
		if !ok || p.Set.Partial || !p.hasMailboxes() {
			return
		}
		outcomes := route.outcomes(ownRecipient{})
		for _, o := range outcomes {
			if o.value.Kind != expr.String || !p.sendsAway(o.value.Text) {
				return // local, or not known
			}
		}
		o := outcomes[0]
		f := p.Setting(o.at.At, "%s never gives the route local: mail for your own mailboxes goes to %q, which hands it back (a loop) or keeps it", key, o.value.Text).
			WithDetail("The server has listeners for mailboxes. Write route = [{ if = \"is_local_domain('*', rcpt_domain)\", then = \"'local'\" }, { else = \"'%s'\" }].", o.value.Text)
		if edit, ok := p.localBranch(&route); ok {
			f = f.WithFix("Deliver local domains locally", false, edit).Intending(key)
		}
		p.Report(f)
	},
}

// hasMailboxes reports a server that people read mail on: a gateway has no
// listener for that.
func (p *Pass) hasMailboxes() bool {
	for _, l := range p.Listeners() {
		if l.Protocol == "imap" || l.Protocol == "pop3" {
			return true
		}
	}
	return false
}

// sendsAway reports a route known not to be local: one defined in the file as a
// relay or by MX, or the built-in mx.
func (p *Pass) sendsAway(id string) bool {
	switch p.typeOf("queue.route", id) {
	case "relay", "mx":
		return true
	case "":
		return id == "mx" && !p.Set.Has("queue.route.mx.type")
	}
	return false
}

// localBranch is the edit that puts a condition before a single value.
func (p *Pass) localBranch(b *block) (diag.Edit, bool) {
	x := b.rest.At
	if len(b.branches) > 0 || strings.ContainsAny(x.Value, "\"\\\n") {
		return diag.Edit{}, false
	}
	return diag.Edit{Span: x.ValueSpan, New: "[{ if = \"is_local_domain('*', rcpt_domain)\", then = \"'local'\" }, { else = " + strconv.Quote(x.Value) + " }]"}, true
}
