package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// FallbackAdminEnabled reports a fallback administrator that stays: one whose
// secret stands in the file. A secret that comes by macro is withdrawn with its
// source, as provisioning does after the first start.
var FallbackAdminEnabled = &Rule{
	Code:     "SC7004",
	Name:     "security/fallback-admin-enabled",
	Severity: diag.Warning,
	Preset:   Strict,
	Summary:  "Fallback administrator is still enabled",
	Since:    "0.7",
	Cites: []Cite{
		{"0.15.5", "crates/common/src/auth/mod.rs:133"}, {"0.15.5", "crates/common/src/config/jmap/settings.rs:341"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/496"},
	},
	Check: func(p *Pass) {
		user, hasUser := p.Set.Lookup("authentication.fallback-admin.user")
		secret, ok := p.Set.Lookup("authentication.fallback-admin.secret")
		if !hasUser || !ok || secret.Value == "" || secret.HasMacro() {
			return
		}
		p.Report(p.Key(user, "The fallback administrator stays enabled: whoever has its password is administrator, without a second factor and whatever the directory says").
			WithDetail("It is meant for setting up and for rescue. When an account of the directory is administrator, remove [authentication.fallback-admin]; where it has to exist for the first start, let the secret come from %%{env:NAME}%% and withdraw the variable."))
	},
}
