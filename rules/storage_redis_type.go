package rules

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// RedisType reports Redis settings that do not go with the type of connection.
var RedisType = &Rule{
	Code:     "SC4109",
	Name:     "storage/redis-type",
	Severity: diag.Error,
	Summary:  "Redis type and URLs disagree",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/redis/mod.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if p.typeOf("store", id) != "redis" {
				continue
			}
			redisURLs(p, id)
			typ, ok := p.Set.Value("store." + id + ".redis-type")
			if !ok {
				typ = "single"
			}
			if typ != "single" {
				continue
			}
			if urls := p.Set.List("store." + id + ".urls"); len(urls) > 1 {
				p.Report(p.Setting(urls[1], "store.%s has %d URLs but is of type single: the server uses the first and ignores the others", id, len(urls)).
					On("store."+id+".urls").
					WithDetail("Set store.%s.redis-type = \"cluster\" for a Redis cluster, or keep one URL.", id))
			}
			for _, name := range []string{"user", "password", "retry.total", "retry.max-wait", "retry.min-wait", "read-from-replicas", "protocol-version"} {
				if x, ok := p.Set.Lookup("store." + id + "." + name); ok {
					p.Report(p.Key(x, "store.%s.%s is read for a Redis cluster only: this store is of type single and ignores it", id, name).
						WithDetail("Put user and password into the URL, or set store.%s.redis-type = \"cluster\".", id))
				}
			}
		}
	},
}

// redisURLs reports URLs that the Redis client does not take: those without one
// of its schemes.
func redisURLs(p *Pass, id string) {
	for _, x := range p.Set.List("store." + id + ".urls") {
		scheme, _, ok := strings.Cut(strings.TrimSpace(x.Value), ":")
		if x.HasMacro() || ok && slices.Contains(redisSchemes, strings.ToLower(scheme)) {
			continue
		}
		p.Report(p.Setting(x, "%s is not a Redis URL: the server logs an error and drops the store", x.Key).
			WithDetail("Write it with its scheme, as redis://127.0.0.1:6379, or rediss:// for TLS."))
	}
}

// redisSchemes are those of the Redis client that Stalwart 0.15.5 is built with
// (redis 0.32.7, src/connection.rs:78).
var redisSchemes = []string{"redis", "rediss", "valkey", "valkeys", "redis+unix", "valkey+unix", "unix"}
