package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// HTTPURLPort reports an address of the server that only the proxy can use.
var HTTPURLPort = &Rule{
	Code:     "SC5402",
	Name:     "network/http-url-port",
	Severity: diag.Warning,
	Summary:  "http.url exposes the internal port",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/network.rs:90"}},
	Check: func(p *Pass) {
		if x, ok := p.Set.Lookup("http.url"); ok && strings.Contains(x.Value, "local_port") {
			if v, _ := p.Set.Value("http.use-x-forwarded"); v == "true" {
				p.Report(p.Setting(x, "http.url uses local_port behind a proxy: links in mail and clients get the port of the server, not that of the proxy").
					WithDetail("Write the public address: \"'https://mail.example.org'\"."))
			}
		}
	},
}
