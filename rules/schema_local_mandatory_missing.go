package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// LocalMandatoryMissing reports a list of local keys without those the server needs in the file.
var LocalMandatoryMissing = &Rule{
	Code:     "SC2014",
	Name:     "schema/local-mandatory-missing",
	Severity: diag.Error,
	Summary:  "local-keys drops keys that must be local",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:261"}},
	Check: func(p *Pass) {
		local, ok := p.localKeys()
		if !ok {
			return
		}
		var lost []string
		for _, g := range [][2]string{{"store.x.type", "store.*"}, {"storage.data", "storage.*"}, {"server.hostname", "server.*"}, {"directory.x.type", "directory.*"}} {
			if !local.Local(g[0]) {
				lost = append(lost, g[1])
			}
		}
		if len(lost) == 0 {
			return
		}
		at := p.Set.List("config.local-keys")[0]
		p.Report(p.Key(at, "config.local-keys replaces the built-in list and leaves out %s", strings.Join(lost, ", ")).
			On("config.local-keys").
			WithDetail("The server logs a warning for each such key in the file, and changes made in the web admin go to the database where they have no effect. Repeat the built-in patterns: %s.", strings.Join(schema.BuiltinLocalPatterns(), ", ")))
	},
}

// localKeys is the file's own list of local keys, if it has one.
func (p *Pass) localKeys() (*schema.LocalKeys, bool) {
	if !p.ownRead {
		p.ownRead, p.own = true, readLocalKeys(p.Set.List("config.local-keys"))
	}
	return p.own, p.own != nil
}

// localInEffect is the file's own list of local keys, or the one built into the
// release; nil when a macro hides a part of the file's.
func (p *Pass) localInEffect() *schema.LocalKeys {
	local, own := p.localKeys()
	if !own && !p.Set.Has("config.local-keys") && !p.Set.HasUnder("config.local-keys") {
		return builtinLocalKeys(p.Target)
	}
	return local
}

// readLocalKeys compiles a list, nil when it is empty or a macro hides a part.
func readLocalKeys(list []*settings.Setting) *schema.LocalKeys {
	if len(list) == 0 {
		return nil
	}
	patterns := make([]string, 0, 1+len(list))
	patterns = append(patterns, "config.local-keys.*")
	for _, x := range list {
		if x.HasMacro() {
			return nil
		}
		patterns = append(patterns, x.Value)
	}
	return schema.NewLocalKeys(patterns)
}
