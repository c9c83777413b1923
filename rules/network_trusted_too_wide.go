package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// TrustedTooWide reports public networks that may claim any client address.
var TrustedTooWide = &Rule{
	Code:     "SC5411",
	Name:     "network/proxy-trusted-too-wide",
	Severity: diag.Warning,
	Summary:  "Public or very wide range trusted for PROXY headers",
	Cites:    []Cite{{"0.15.5", "crates/common/src/listener/listen.rs:128"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if !strings.HasSuffix(k.Match.Key.Pattern, "trusted-networks") || !k.Plain() {
				continue
			}
			n, err := schema.ParseIPMask(k.Value)
			if err != nil || n.Addr().IsPrivate() || n.Addr().IsLoopback() || n.Addr().IsLinkLocalUnicast() {
				continue
			}
			if wide := n.Addr().Is4() && n.Bits() < 16 || !n.Addr().Is4() && n.Bits() < 32; wide {
				p.Report(p.Setting(k.Setting, "%s trusts %s: everybody in it may claim any client address and escape bans and limits", k.Setting.Key, k.Value).
					WithDetail("Name the addresses of the proxies."))
			}
		}
	},
}
