package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// RoleNotSupported reports a store in a role that its type does not have.
var RoleNotSupported = &Rule{
	Code:     "SC4110",
	Name:     "storage/role-not-supported",
	Severity: diag.Error,
	Summary:  "Store type cannot serve this role",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/storage.rs"}},
	Check: func(p *Pass) {
		for _, role := range []string{"data", "blob", "fts", "lookup"} {
			reportRole(p, "storage."+role, role)
		}
		reportRole(p, "cluster.coordinator", "coordinator")
	},
}

// reportRole checks one role. An unknown type is another rule's matter.
func reportRole(p *Pass, key, role string) {
	x, ok := p.Set.Lookup(key)
	if !ok || x.HasMacro() {
		return
	}
	typ := p.typeOf("store", x.Value)
	if !knownStoreType(typ) || serves(typ, role) {
		return
	}
	effect := "the server finds no store for it and ends at start"
	if role == "coordinator" {
		effect = "the server logs an error and runs without a coordinator"
	}
	at, _ := p.Set.Lookup("store." + x.Value + ".type")
	p.Report(p.Setting(x, "%s = %q: a %s store cannot serve as %s store; %s", key, x.Value, typ, role, effect).
		WithDetail("Choose a store of another type; a database store can serve data, blob, fts and lookup.").
		WithRelated(at.ValueSpan, "its type is set here"))
}
