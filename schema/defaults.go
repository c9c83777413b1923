package schema

import "strings"

// Values is what Defaults needs to know of a configuration.
type Values interface {
	Has(key string) bool
	HasUnder(prefix string) bool
	IDs(prefix, suffix string) []string
}

// Default is a setting that is not written and the value the server uses.
type Default struct {
	Key   string
	Value string
	From  *Key
}

// Defaults gives the literal defaults of all settings that a configuration does
// not have: of single settings, and of those in groups that have entries. A
// setting that falls back to another one which is set has no default of its
// own. The order is that of the patterns.
func Defaults(set Values) []Default {
	var out []Default
	for i := range keys {
		k := &keys[i]
		value := k.Default
		if value == "" {
			value = k.DefaultExpr
		}
		if k.Status != Live || value == "" || k.Multi != Single {
			continue
		}
		for _, key := range instances(k.Pattern, set) {
			if set.Has(key) || set.HasUnder(key) || k.Fallback != "" && set.Has(fallbackFor(k, key)) {
				continue
			}
			out = append(out, Default{key, value, k})
		}
	}
	return out
}

// fallbackFor is the fallback key with the ids of the key itself.
func fallbackFor(k *Key, key string) string {
	if !strings.Contains(k.Fallback, "*") {
		return k.Fallback
	}
	ps, ks := strings.Split(k.Pattern, "."), strings.Split(key, ".")
	out := strings.Split(k.Fallback, ".")
	for i, s := range ps {
		if s == "*" && i < len(ks) {
			for j := range out {
				if out[j] == "*" {
					out[j] = ks[i]
					break
				}
			}
		}
	}
	return strings.Join(out, ".")
}

// instances fills the first star of a pattern with the ids of its group; deeper
// patterns are left out, because their entries cannot be told from the file.
func instances(pattern string, set Values) []string {
	before, after, ok := strings.Cut(pattern, ".*.")
	if !ok {
		if strings.Contains(pattern, "*") {
			return nil
		}
		return []string{pattern}
	}
	if strings.Contains(after, "*") {
		return nil
	}
	var out []string
	for _, id := range set.IDs(before, Discriminator(before)) {
		out = append(out, before+"."+id+"."+after)
	}
	return out
}

// Discriminator is the suffix by which the server finds the entries of a group
// (v0.15.5, sub_keys calls), or "" where any key makes an entry.
func Discriminator(group string) string {
	switch group {
	case "server.listener":
		return "protocol"
	case "certificate":
		return "cert"
	case "acme":
		return "directory"
	case "store", "directory", "tracer", "queue.route":
		return "type"
	case "webhook", "enterprise.ai", "http-lookup", "session.hook":
		return "url"
	case "session.milter":
		return "hostname"
	case "signature":
		return "algorithm"
	case "queue.virtual":
		return "threads-per-node"
	case "metrics.alerts":
		return "enable"
	case "sieve.trusted.scripts", "sieve.untrusted.scripts":
		return "contents"
	case "spam-filter.rule", "spam-filter.dnsbl.server":
		return "scope"
	case "email.folders":
		return "name"
	case "queue.source-ip":
		return "ehlo-hostname"
	}
	return ""
}
