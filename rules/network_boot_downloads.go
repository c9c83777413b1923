package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// BootDownloads reports files that the server fetches from elsewhere when it
// starts.
var BootDownloads = &Rule{
	Code:     "SC5403",
	Name:     "network/network-boot-downloads",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "Start depends on downloads",
	Since:    "0.11",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:349"}, {"0.15.5", "crates/common/src/manager/mod.rs:77"}, {"0.15.5", "crates/common/src/listener/asn.rs:138"}},
	Check: func(p *Pass) {
		firstStart(p, "spam-filter.resource", "the spam rules")
		firstStart(p, "webadmin.resource", "the web admin")
		if x, ok := p.Set.Lookup("spam-filter.auto-update"); ok && x.Value == "true" && !local(p, "spam-filter.resource") {
			p.Report(p.Setting(x, "%s is on: every start waits up to 60 seconds for the spam rules from the network", x.Key).
				WithDetail("Set spam-filter.resource to a file:// URL, or update the rules from the web admin."))
		}
		if x, ok := p.Set.Lookup("asn.type"); ok && x.Value == "resource" {
			for _, key := range []string{"asn.urls.asn", "asn.urls.geo"} {
				for _, u := range p.Set.List(key) {
					if remote(u.Value) && !u.HasMacro() {
						p.Report(p.Setting(u, "%s is fetched from the network at every start and held in memory: until it is there, addresses have no network and no country", u.Key).
							WithDetail("Name a copy with file://, or use asn.type = \"dns\"."))
					}
				}
			}
		}
	},
}

// firstStart reports a resource of the first start that is not a file.
func firstStart(p *Pass, key, what string) {
	x, ok := p.Set.Lookup(key)
	if !ok || x.HasMacro() || !remote(x.Value) {
		return
	}
	p.Report(p.Setting(x, "%s is on the network: the first start waits up to 60 seconds for %s and goes on without when it fails", key, what).
		WithDetail("Name a copy with file:// where the machine may have no network at that time."))
}

// remote reports a URL of another machine; the server reads file:// from disk.
func remote(url string) bool {
	host, ok := strings.CutPrefix(url, "http://")
	if !ok {
		if host, ok = strings.CutPrefix(url, "https://"); !ok {
			return false
		}
	}
	host, _, _ = strings.Cut(host, "/")
	if i := strings.LastIndexByte(host, ':'); i > 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return host != "localhost" && host != "127.0.0.1" && host != "[::1]"
}

// local reports whether a resource is set and is not remote.
func local(p *Pass, key string) bool {
	x, ok := p.Set.Lookup(key)
	return ok && (x.HasMacro() || !remote(x.Value))
}
