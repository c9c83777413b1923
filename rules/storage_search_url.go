package rules

import (
	"net/url"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// SearchURL reports search stores whose address is no URL.
var SearchURL = &Rule{
	Code:     "SC4113",
	Name:     "storage/search-url",
	Severity: diag.Error,
	Summary:  "Search store has no valid URL",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/elastic/mod.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			t := p.typeOf("store", id)
			x, ok := p.Set.Lookup("store." + id + ".url")
			if !ok || x.HasMacro() || t != "elasticsearch" && t != "meilisearch" {
				continue
			}
			if u, err := url.Parse(x.Value); err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" {
				p.Report(p.Key(x, "%s is not a URL: the server logs an error and drops the store", x.Key).WithDetail("Write it with scheme and host, as https://search.example.org:9200."))
			}
		}
	},
}
