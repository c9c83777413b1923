package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// IMAPCapVsListener compares the sessions of an account with those of the listener.
var IMAPCapVsListener = &Rule{
	Code:     "SC6021",
	Name:     "resource/imap-cap-vs-listener",
	Severity: diag.Warning,
	Summary:  "A handful of accounts can fill the IMAP listener",
	Fix:      UnsafeFix,
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:237"}},
	Check: func(p *Pass) {
		limit := p.number(0, "imap.rate-limit.concurrent")
		if limit.At == nil || !limit.OK || limit.N == 0 {
			return
		}
		sum, ids, ok := p.imapListeners()
		accounts := uint64(3)
		if p.Workload != nil {
			accounts = max(accounts, p.Workload.Users/20)
		}
		if !ok || sum == 0 || limit.N <= sum/accounts {
			return
		}
		f := p.Setting(limit.At, "imap.rate-limit.concurrent = %d, but the IMAP listeners admit %d connections together: %s can fill them", limit.N, sum, plural(int((sum+limit.N-1)/limit.N), "account"))
		if want := sum / accounts; want >= p.leastSessions() {
			p.Report(p.proposing(f.WithDetail("Set imap.rate-limit.concurrent = %d, or raise max-connections of the listeners.", want), to(limit.Key, want)))
			return
		}
		few := min(limit.N, p.sessionsOfAccount())
		each := (few*accounts + uint64(len(ids)) - 1) / uint64(len(ids))
		var changes []change
		if few < limit.N {
			changes = append(changes, to(limit.Key, few))
		}
		for _, id := range ids {
			if n, _, _ := budget.Limit(p.Set, id); n < each {
				changes = append(changes, to("server.listener."+id+".max-connections", each))
			}
		}
		if f = f.WithDetail("Set %s.", written(changes)); each <= p.Fit().Connections {
			f = p.proposing(f, changes...)
		}
		p.Report(f)
	},
}

// imapListeners are the ids of the IMAP listeners and the connections they admit;
// ok is false when a macro hides one of the limits.
func (p *Pass) imapListeners() (sum uint64, ids []string, ok bool) {
	for _, l := range p.Listeners() {
		if l.Protocol != "imap" {
			continue
		}
		n, key, _ := budget.Limit(p.Set, l.ID)
		if x, found := p.Set.Lookup(key); found && x.HasMacro() {
			return 0, nil, false
		}
		sum += n
		ids = append(ids, l.ID)
	}
	return sum, ids, true
}
