package rules

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// PublicResolver reports blocklists that are asked through resolvers which they
// do not answer.
var PublicResolver = &Rule{
	Code:     "SC8401",
	Name:     "spam/public-resolver-dnsbl",
	Severity: diag.Warning,
	Summary:  "DNS blocklists through a public resolver",
	Since:    "0.7",
	Cites: []Cite{
		{"0.15.5", "crates/common/src/config/smtp/resolver.rs:106"}, {"0.15.5", "crates/spam-filter/src/modules/dnsbl.rs:53"},
		{"0.15.5", "https://www.spamhaus.org/faqs/dnsbl-usage/"},
	},
	Check: func(p *Pass) {
		if v, _ := p.Set.Value("spam-filter.enable"); v == "false" || p.blocklistsOff() {
			return
		}
		typ, ok := p.Set.Lookup("resolver.type")
		if !ok || typ.HasMacro() {
			return
		}
		at, name := typ, ""
		switch strings.TrimSuffix(typ.Value, "-tls") {
		case "cloudflare":
			name = "Cloudflare"
		case "google":
			name = "Google"
		case "quad9":
			name = "Quad9"
		case "custom":
			if at, name = p.onlyPublic(); name == "" {
				return
			}
		default:
			return
		}
		p.Report(p.Setting(at, "%s sends all DNS queries to %s, and Spamhaus and other blocklists refuse those of public resolvers: they answer with an error code, and the spam filter does without them", at.Key, name).
			WithDetail("Run a resolver of your own on the host (unbound, for instance) and set resolver.type = \"system\", or \"custom\" with its address."))
	},
}

// publicResolvers are the addresses of large public resolvers.
var publicResolvers = map[string]string{
	"1.1.1.1": "Cloudflare", "1.0.0.1": "Cloudflare", "2606:4700:4700::1111": "Cloudflare", "2606:4700:4700::1001": "Cloudflare",
	"8.8.8.8": "Google", "8.8.4.4": "Google", "2001:4860:4860::8888": "Google", "2001:4860:4860::8844": "Google",
	"9.9.9.9": "Quad9", "149.112.112.112": "Quad9", "2620:fe::fe": "Quad9", "2620:fe::9": "Quad9",
	"208.67.222.222": "OpenDNS", "208.67.220.220": "OpenDNS", "2620:119:35::35": "OpenDNS", "2620:119:53::53": "OpenDNS",
}

// onlyPublic gives the first custom resolver and who runs it when all of them
// are public.
func (p *Pass) onlyPublic() (*settings.Setting, string) {
	list := p.Set.List("resolver.custom")
	first := ""
	for _, x := range list {
		name := publicResolvers[resolverAddress(x.Value)]
		if name == "" {
			return nil, ""
		}
		if first == "" {
			first = name
		}
	}
	if first == "" {
		return nil, ""
	}
	return list[0], first
}

// resolverAddress is the address of [udp|tcp|tls://]address[:port].
func resolverAddress(v string) string {
	if _, rest, ok := strings.Cut(v, "://"); ok {
		v = rest
	}
	if a, err := netip.ParseAddrPort(v); err == nil {
		return a.Addr().String()
	}
	if a, err := netip.ParseAddr(strings.Trim(v, "[]")); err == nil {
		return a.String()
	}
	return ""
}

// blocklistsOff reports that the number of queries is zero for everything.
func (p *Pass) blocklistsOff() bool {
	return !slices.ContainsFunc([]string{"ip", "domain", "email", "url"}, func(kind string) bool {
		v, ok := p.Set.Value("spam-filter.dnsbl.max-check." + kind)
		return !ok || v != "0"
	})
}
