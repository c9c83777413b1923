package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// FirstStartOverwrites says which settings the first start overwrites.
var FirstStartOverwrites = &Rule{
	Code:     "SC2008",
	Name:     "schema/first-start-overwrites",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "First start replaces your values with seeded defaults",
	Since:    "0.13",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:82"}},
	Check: func(p *Pass) {
		if p.Set.Has("version.spam-filter") || !p.Target.AtLeast(13) {
			return
		}
		for _, x := range p.Set.InFileOrder() {
			if seeded(x.Key) {
				p.Report(p.Key(x, "%s is among the settings that the first start writes with its own defaults: until the rules of the spam filter have been downloaded once, they win over the file", x.Key).
					WithDetail("Nothing to do on a server that has started before. On a new one without internet access make spam-filter.resource a file:// path, or set version.spam-filter."))
				return
			}
		}
	},
}

// seeded reports settings that the server stores at its first start. Others of
// the same groups, queues of other names above all, it leaves alone.
func seeded(key string) bool {
	depth := 3
	if strings.HasPrefix(key, "queue.limiter.") {
		depth = 4
	}
	at := 0
	for i := 0; i < depth; i++ {
		n := strings.IndexByte(key[at:], '.')
		if n < 0 {
			return key == "report.analysis.addresses"
		}
		at += n + 1
	}
	return slices.Contains(seededNames[key[:at-1]], key[at:])
}

// seededNames are the single settings of the first start, by their object
// (v0.15.5 common/src/manager/boot.rs:81). Lists are left out: elements in a
// file have other keys, and LocalListMerges reports them.
var seededNames = map[string][]string{
	"queue.quota.size":             {"messages", "size", "enable"},
	"queue.limiter.inbound.ip":     {"key", "rate", "enable"},
	"queue.limiter.inbound.sender": {"rate", "enable"},
	"queue.virtual.local":          {"threads-per-node", "description"},
	"queue.virtual.remote":         {"threads-per-node", "description"},
	"queue.virtual.dsn":            {"threads-per-node", "description"},
	"queue.virtual.report":         {"threads-per-node", "description"},
	"queue.schedule.local":         {"queue-name", "expire-type", "expire", "description"},
	"queue.schedule.remote":        {"queue-name", "expire-type", "expire", "description"},
	"queue.schedule.dsn":           {"queue-name", "expire-type", "max-attempts", "description"},
	"queue.schedule.report":        {"queue-name", "expire-type", "max-attempts", "description"},
	"queue.tls.invalid-tls":        {"allow-invalid-certs", "description"},
	"queue.tls.default":            {"allow-invalid-certs", "description"},
	"queue.route.local":            {"type", "description"},
	"queue.route.mx":               {"type", "limits.multihomed", "limits.mx", "ip-lookup", "description"},
	"queue.connection.default":     {"timeout.connect", "description"},
}
