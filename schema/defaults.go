package schema

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

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
// not have: of settings by themselves, and of those in groups that have entries.
// Lists and conditions are the keys that they flatten to. A setting that falls back to another one which is set has no default of its
// own. The order is that of the patterns.
func Defaults(set Values) []Default {
	var out []Default
	for i := range keys {
		k := &keys[i]
		value := k.Default
		if value == "" {
			value = k.DefaultExpr
		}
		if k.Status != Live || value == "" || k.Multi != Single && k.Multi != List {
			continue
		}
		for _, key := range instances(k.Pattern, set) {
			if set.Has(key) || set.HasUnder(key) || k.Fallback != "" && set.Has(fallbackFor(k, key)) {
				continue
			}
			for _, part := range k.parts(value) {
				out = append(out, Default{key + part.Key, part.Text, k})
			}
		}
	}
	return out
}

// Part is a text of a default. Label is "if", "then" or "else" in conditions,
// Key what stands behind the key of the setting in the flattened file.
type Part struct{ Key, Label, Text string }

// parts takes a default apart as the server would flatten it.
func (k *Key) parts(value string) []Part {
	if k.Multi != List {
		return PartsOf(value)
	}
	var list []string
	if json.Unmarshal([]byte(value), &list) != nil {
		return []Part{{Text: value}}
	}
	out := make([]Part, len(list))
	for i, text := range list {
		out[i] = Part{Key: fmt.Sprintf(".%04d", i), Text: text}
	}
	return out
}

// PartsOf reads a default that is written as conditions; any other text is
// one part without a label.
func PartsOf(value string) []Part {
	var doc struct {
		IfThen [][2]string `json:"if_then"`
		Else   any         `json:"else"`
	}
	if json.Unmarshal([]byte(value), &doc) != nil || doc.Else == nil {
		return []Part{{Text: value}}
	}
	other := fmt.Sprint(doc.Else)
	if n, ok := doc.Else.(float64); ok {
		other = strconv.FormatFloat(n, 'f', -1, 64)
	}
	if len(doc.IfThen) == 0 {
		return []Part{{Text: other}}
	}
	var out []Part
	for i, x := range doc.IfThen {
		at := fmt.Sprintf(".%04d.", i)
		out = append(out, Part{at + "if", "if", x[0]}, Part{at + "then", "then", x[1]})
	}
	return append(out, Part{fmt.Sprintf(".%04d.else", len(doc.IfThen)), "else", other})
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
