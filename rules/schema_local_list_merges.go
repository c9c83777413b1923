package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// seededLists are the lists that the server stores in its database at its first
// start, element by element, with the minor release that began it.
var seededLists = []struct {
	key    string
	since  int
	values string
}{
	{"queue.limiter.inbound.sender.key", 12, "sender_domain, rcpt"},
	{"queue.schedule.local.retry", 13, "2m, 5m, 10m, 15m, 30m, 1h, 2h"},
	{"queue.schedule.local.notify", 13, "1d, 3d"},
	{"queue.schedule.remote.retry", 13, "2m, 5m, 10m, 15m, 30m, 1h, 2h"},
	{"queue.schedule.remote.notify", 13, "1d, 3d"},
	{"queue.schedule.dsn.retry", 13, "15m, 30m, 1h, 2h"},
	{"queue.schedule.report.retry", 13, "30m, 1h, 2h"},
}

// ownName proposes another name for a seeded object.
func ownName(key string) string {
	if strings.HasPrefix(key, "queue.schedule.") {
		return "queue.schedule.own, chosen in queue.strategy.schedule"
	}
	return "queue.limiter.inbound.own, with queue.limiter.inbound.sender switched off"
}

// LocalListMerges reports lists that the server joins with the stored default
// of the same name, because the keys of the elements differ (.0000 and .0).
var LocalListMerges = &Rule{
	Code:     "SC2013",
	Name:     "schema/local-list-merges-with-db",
	Severity: diag.Warning,
	Summary:  "List in the file is merged with the seeded database list",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:81"}, {"0.15.5", "crates/common/src/manager/boot.rs:304"}},
	Check: func(p *Pass) {
		if _, ok := p.Set.Lookup("version.spam-filter"); ok {
			return // the server takes this for a later start and stores no defaults
		}
		local := p.localInEffect()
		if local == nil {
			return // macros in the list
		}
		for _, l := range seededLists {
			list := p.Set.List(l.key)
			if len(list) == 0 || !p.Target.AtLeast(l.since) || local.Local(l.key+".0") {
				continue
			}
			p.Report(p.Key(list[0], "%s is joined with the list that the server stores under this name in its database at its first start: both count", l.key).
				On(l.key).
				WithDetail("Stored: %s. A name of its own (%s) counts alone. On a server that has started before, adding %q to config.local-keys does it too; on a new one that would make the first start rewrite the file.", l.values, ownName(l.key), strings.Join(strings.Split(l.key, ".")[:2], ".")+".*"))
		}
	},
}
