package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// MySQLPacket compares the packets of MySQL with the largest message.
var MySQLPacket = &Rule{
	Code:     "SC6042",
	Name:     "resource/mysql-packet",
	Severity: diag.Error,
	Summary:  "MySQL packet limit below message size",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/mysql/main.rs:43"}},
	Check: func(p *Pass) {
		blob, _ := p.Set.Value("storage.blob")
		x, ok := p.Set.Lookup("store." + blob + ".max-allowed-packet")
		msg := p.number(104857600, "session.data.limits.size")
		if !ok || p.typeOf("store", blob) != "mysql" || !msg.OK {
			return
		}
		if n, err := schema.ParseUint(x.Value, 64); err == nil && n > 0 && n < msg.N {
			p.Report(p.proposing(p.Setting(x, "%s = %d is below session.data.limits.size = %d: larger messages are accepted and then cannot be stored", x.Key, n, msg.N).
				WithDetail("Set both this and max_allowed_packet of the database to %d.", msg.N+1<<20).WithSeverity(p.atMost(diag.Error, msg)), to(x.Key, msg.N+1<<20)))
		}
	},
}
