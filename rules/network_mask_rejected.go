package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// MaskRejected reports networks that the server does not take.
var MaskRejected = &Rule{
	Code:     "SC5408",
	Name:     "network/proxy-mask-rejected",
	Severity: diag.Error,
	Summary:  "Network mask is rejected",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/ipmask.rs:76"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if !strings.HasSuffix(k.Match.Key.Pattern, "trusted-networks") || !k.Plain() {
				continue
			}
			if _, err := schema.ParseIPMask(k.Value); err != nil {
				p.Report(p.Setting(k.Setting, "%s = %q: %v; the server leaves the network out", k.Setting.Key, k.Value, err).
					WithDetail("Name the addresses of the proxies; 0.0.0.0/0 and ::/0 cannot be trusted."))
			}
		}
	},
}
