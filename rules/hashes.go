package rules

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
)

// passwordHashes are the secrets of accounts that stand in the file: the
// fallback administrator, the master user, and the principals of directories of
// type memory (Stalwart v0.15.5 crates/directory/src/backend/memory/config.rs:31).
func (p *Pass) passwordHashes() []*settings.Setting {
	var out []*settings.Setting
	for _, key := range []string{"authentication.fallback-admin.secret", "authentication.master.secret"} {
		if x, ok := p.Set.Lookup(key); ok {
			out = append(out, x)
		}
	}
	for _, dir := range p.Set.IDs("directory", "type") {
		if p.typeOf("directory", dir) != "memory" {
			continue
		}
		group := "directory." + dir + ".principals"
		for _, id := range p.Set.IDs(group, "name") {
			out = append(out, p.Set.List(group+"."+id+".secret")...)
		}
	}
	return out
}

// bareHash takes the prefixes off that the server takes off: {CRYPT} and
// {ARGON2ID} before a hash, and $app$NAME$ of an application password.
func bareHash(v string) string {
	if rest, ok := strings.CutPrefix(v, "$app$"); ok {
		if _, hash, ok := strings.Cut(rest, "$"); ok {
			v = hash
		}
	}
	if i := strings.IndexByte(v, '}'); i > 0 && v[0] == '{' {
		v = v[i+1:]
	}
	return v
}

// bcryptCost is the cost of a bcrypt hash, $2b$12$…
func bcryptCost(v string) (int, bool) {
	parts := strings.SplitN(bareHash(v), "$", 4)
	if len(parts) != 4 || len(parts[1]) == 0 || parts[1][0] != '2' || len(parts[2]) != 2 {
		return 0, false
	}
	cost, err := strconv.Atoi(parts[2])
	return cost, err == nil
}

// argonMemory is the memory of one verification of an Argon2 hash in bytes,
// $argon2id$v=19$m=65536,t=3,p=4$…
func argonMemory(v string) (uint64, bool) {
	v = bareHash(v)
	if !strings.HasPrefix(v, "$argon2") {
		return 0, false
	}
	for _, part := range strings.Split(v, "$") {
		for _, param := range strings.Split(part, ",") {
			if m, ok := strings.CutPrefix(param, "m="); ok {
				kib, err := strconv.ParseUint(m, 10, 32)
				return kib << 10, err == nil
			}
		}
	}
	return 0, false
}
