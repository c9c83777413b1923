package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// LookupOnBusyStore compares the counters that the declared users cause with a lookup store that is the data store.
var LookupOnBusyStore = &Rule{
	Code:     "SC6075",
	Name:     "resource/lookup-embedded-busy",
	Severity: diag.Info,
	Summary:  "In-memory store on the data store under heavy HTTP/SMTP rates",
	Since:    "0.10",
	Options:  []Option{{"rate", "counters a second that the data store may have to write", 200, 1, 1e6}},
	Cites:    []Cite{{"0.15.5", "crates/store/src/dispatch/lookup.rs:64"}, {"0.15.5", "crates/common/src/auth/rate_limit.rs:19"}},
	Check: func(p *Pass) {
		lookup, ok := p.Set.Lookup("storage.lookup")
		data, _ := p.Set.Value("storage.data")
		if !ok || p.Workload == nil || lookup.HasMacro() || lookup.Value != data || data == "" {
			return
		}
		// Every HTTP request and SMTP connection raises the counter of a rate; a
		// session sends 0.04 requests a second, a message is two connections.
		_, http, _ := p.Workload.Sessions()
		rate := 0.04*http + 2*p.Workload.PeakMails()
		if rate <= p.Option("rate") {
			return
		}
		p.Report(p.Setting(lookup, "storage.lookup = %q is the data store, and %d users cause about %.0f requests and connections a second: each one counts for a rate limit, which is a write transaction there", lookup.Value, p.Workload.Users, rate).
			WithDetail("Make storage.lookup a Redis store: counters stay in its memory."))
	},
}
