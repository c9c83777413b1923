package rules

import (
	"slices"
	"strconv"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// SMTPNoIPLimit reports files that take away the one limit of mail clients by their address.
var SMTPNoIPLimit = &Rule{
	Code:     "SC6080",
	Name:     "resource/smtp-no-ip-limit",
	Severity: diag.Warning,
	Summary:  "No inbound limiter keyed by remote_ip",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:85"}, {"0.15.5", "crates/smtp/src/inbound/spawn.rs:46"}, {"0.15.5", "crates/common/src/manager/config.rs:159"}},
	Check: func(p *Pass) {
		if !servesSMTP(p) || p.Set.Partial {
			return
		}
		for _, id := range p.Set.IDs("queue.limiter.inbound", "") {
			if id != seededLimiter && p.limitsByIP(id) {
				return
			}
		}
		at, why := p.noSeededLimiter()
		if at == nil {
			return
		}
		p.Report(p.Setting(at, "%s, and the file has no other inbound limiter with the key remote_ip: nothing bounds how often one address connects and sends", why).
			On("queue.limiter.inbound." + seededLimiter + ".key").
			WithDetail("Keep a limiter: queue.limiter.inbound.ip with key = \"remote_ip\", rate = \"5/1s\" and enable = true is what the server puts into a new database."))
	},
}

// seededLimiter is the id of the limiter that the server writes into a new
// database.
const seededLimiter = "ip"

// limitsByIP reports a limiter of the file that counts by address. What a macro
// hides is taken to be one.
func (p *Pass) limitsByIP(id string) bool {
	prefix := "queue.limiter.inbound." + id
	if v, ok := p.Set.Value(prefix + ".enable"); ok && v == "false" {
		return false
	}
	keys := p.Set.List(prefix + ".key")
	return slices.ContainsFunc(keys, func(x *settings.Setting) bool { return x.Value == "remote_ip" || x.HasMacro() })
}

// noSeededLimiter tells how the file takes the seeded limiter away, nil if it
// does not.
func (p *Pass) noSeededLimiter() (*settings.Setting, string) {
	prefix := "queue.limiter.inbound." + seededLimiter
	if x, ok := p.Set.Lookup(prefix + ".enable"); ok && x.Value == "false" {
		return x, x.Key + " = false switches off the limiter that the server comes with"
	}
	if x, ok := p.Set.Lookup(prefix + ".key"); ok && x.Value != "remote_ip" && !x.HasMacro() {
		return x, x.Key + " = \"" + x.Value + "\" replaces the key of the limiter that the server comes with"
	}
	// With version.spam-filter in the file the server seeds nothing, and where
	// the file says that limiters are local it reads none from its database.
	seeded, ok := p.Set.Lookup("version.spam-filter")
	local, own := p.localKeys()
	if !ok || !own || p.limitsByIP(seededLimiter) || !local.Local(prefix+".key") {
		return nil, ""
	}
	list := p.Set.List("config.local-keys")
	for _, x := range list {
		if pat, ok := schema.ParseLocalPattern(x.Value); ok && !pat.Exclude && schema.NewLocalKeys([]string{x.Value}).Local(prefix+".key") {
			return x, "config.local-keys makes limiters the file's own, and version.spam-filter is set (line " + strconv.Itoa(p.File.Line(seeded.KeySpan.Start)) + "), so the server adds none"
		}
	}
	return nil, ""
}
