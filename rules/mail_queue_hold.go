package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// QueueRemoteHold reports few delivery tasks that slow hosts can hold for long.
var QueueRemoteHold = &Rule{
	Code:     "SC8007",
	Name:     "mail/queue-remote-hold",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Remote queue can be exhausted by slow hosts",
	Since:    "0.13",
	Cites: []Cite{
		{"0.15.5", "crates/common/src/config/smtp/queue.rs:540"}, {"0.15.5", "crates/common/src/config/smtp/queue.rs:435"},
		{"0.15.5", "crates/smtp/src/queue/manager.rs:123"},
	},
	Check: func(p *Pass) {
		const key = "queue.virtual.remote.threads-per-node"
		threads := p.number(50, key)
		if threads.At == nil || !threads.OK || threads.N >= 50 {
			return
		}
		for _, id := range p.connections() {
			hold, ok := p.holds(id)
			if !ok || hold <= 6*60_000 {
				continue
			}
			p.Report(p.Setting(threads.At, "%s: a host that does not answer holds a task for up to %s at each of its addresses before MAIL FROM, and ten addresses may be tried", threads.is(), minutes(hold)).
				WithDetail("Set timeout.connect, timeout.greeting and timeout.ehlo in [queue.connection.%s] to 1m or 2m (each is 5m by default), or give the queue 50 tasks.", id))
			return
		}
	},
}

// connections are the connection strategies that the file sends with: those it
// defines, else the one that is used when none is.
func (p *Pass) connections() []string {
	var out []string
	for _, id := range p.Set.IDs("queue.connection", "") {
		if p.Set.HasUnder("queue.connection."+id+".timeout") || p.Set.Has("queue.connection."+id+".ehlo-hostname") {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		out = []string{"default"}
	}
	return out
}

// holds is how long a host may keep a connection before MAIL FROM, in
// milliseconds.
func (p *Pass) holds(id string) (sum uint64, ok bool) {
	for _, stage := range []string{"connect", "greeting", "ehlo"} {
		n := p.milliseconds(5*60_000, "queue.connection."+id+".timeout."+stage)
		if !n.OK {
			return 0, false
		}
		sum += n.N
	}
	return sum, true
}

// minutes writes milliseconds as minutes and seconds.
func minutes(ms uint64) string {
	s := plural(int(ms/60_000), "minute")
	if rest := ms % 60_000 / 1000; rest > 0 {
		s += " " + plural(int(rest), "second")
	}
	return strings.TrimPrefix(s, "0 minutes ")
}
