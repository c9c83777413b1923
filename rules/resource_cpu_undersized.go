package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// CPUUndersized compares the work of the declared users with the cores.
var CPUUndersized = &Rule{
	Code:     "SC6013",
	Name:     "resource/cpu-undersized",
	Severity: diag.Warning,
	Summary:  "Estimated CPU above the cores",
	Needs:    NeedHost,
	Cites:    []Cite{{"0.15.5", "crates/spam-filter/src"}},
	Check: func(p *Pass) {
		if p.Workload == nil || !p.Host.Cores.Known() {
			return
		}
		need := budget.CoresNeeded(*p.Workload)
		if need > 0.8*float64(p.Host.Cores.Value) {
			p.Report(p.Whole("%d users need about %.1f cores in their busiest hour, the host has %d", p.Workload.Users, need, p.Host.Cores.Value).On("host.cores").
				WithDetail("Add cores, or move spam filtering, search or users to another node. The estimate counts messages, logins, IMAP commands and HTTP requests; see `stalcfg budget`."))
		}
	},
}
