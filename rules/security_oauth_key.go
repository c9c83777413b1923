package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// OAuthKey reports a key that the server makes anew at each start because it
// can keep it nowhere.
var OAuthKey = &Rule{
	Code:     "SC7014",
	Name:     "security/oauth-key",
	Severity: diag.Warning,
	Summary:  "oauth.key missing while the file that should keep it is read-only",
	Since:    "0.8",
	Needs:    NeedMachine,
	Cites: []Cite{
		{"0.15.5", "crates/common/src/manager/boot.rs:333"}, {"0.15.5", "crates/common/src/manager/config.rs:188"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/531"},
	},
	Check: func(p *Pass) {
		if v, _ := p.Set.Value("oauth.key"); v != "" || p.Set.Partial {
			return
		}
		local, ok := p.localKeys()
		if !ok || !local.Local("oauth.key") {
			return // it is kept in the database
		}
		facts, err := p.Machine.Stat(p.File.Name)
		if err != nil || facts.Mode&0o222 != 0 {
			return
		}
		at := p.Set.List("config.local-keys")[0]
		p.Report(p.Key(at, "oauth.key is not set, and config.local-keys keeps it in this file, which nobody may write: the server makes a new key at each start, and all tokens end").
			On("oauth.key").
			WithDetail("Set oauth.key = \"%%{file:PATH}%%\" with 64 random letters in that file, or take oauth.* out of config.local-keys: then the key is kept in the database."))
	},
}
