package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// MTASTSNone reports a mode of MTA-STS that the server does not survive.
var MTASTSNone = &Rule{
	Code:     "SC8016",
	Name:     "mail/mta-sts-none",
	Severity: diag.Error,
	Summary:  "session.mta-sts.mode = none crashes the request",
	Since:    "0.10",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/smtp/session.rs"}},
	Check: func(p *Pass) {
		if x, ok := p.Set.Lookup("session.mta-sts.mode"); ok && x.Value == "none" {
			p.Report(p.Setting(x, "session.mta-sts.mode = \"none\" is accepted, but the request for the policy file crashes its task").
				WithDetail("Write \"disable\" to publish no policy, or \"testing\"."))
		}
	},
}
