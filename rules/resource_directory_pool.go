package rules

import (
	"math"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// DirectoryPool compares the pool of an external directory with the declared users.
var DirectoryPool = &Rule{
	Code:     "SC6069",
	Name:     "resource/directory-pool",
	Severity: diag.Info,
	Summary:  "Directory pool too small",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/directory/src/core/config.rs:120"}},
	Check: func(p *Pass) {
		if p.Workload == nil {
			return
		}
		// Ten connections serve 500 users, as the server's default is meant; a
		// small office does with fewer.
		users := float64(p.Workload.Users)
		need := uint64(math.Ceil(max(min(users/50, 10), users/500)))
		for _, id := range p.Set.IDs("directory", "type") {
			switch p.typeOf("directory", id) {
			case "ldap", "imap", "smtp", "lmtp":
			default:
				continue
			}
			n := p.number(10, "directory."+id+".pool.max-connections")
			if !n.OK || n.N >= need {
				continue
			}
			wait := p.milliseconds(30_000, "directory."+id+".pool.timeout.wait")
			f := diag.At(p.objectSpan("directory", id), "%s, for %d users: each login, and each check of a recipient that is not cached, takes a connection of its own, and waits up to %s when none is free", n.is(), p.Workload.Users, schema.FormatDuration(wait.N)).On(n.Key)
			if n.At != nil {
				f.Span = n.At.ValueSpan
			}
			p.Report(f.WithDetail("Set %s = %d.", n.Key, need))
		}
	},
}
