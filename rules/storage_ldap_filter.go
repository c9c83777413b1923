package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// LDAPFilter reports placeholders that LDAP filters do not have.
var LDAPFilter = &Rule{
	Code:     "SC4115",
	Name:     "storage/ldap-filter",
	Severity: diag.Error,
	Summary:  "LDAP filter has an unknown placeholder",
	Since:    "0.11",
	Cites:    []Cite{{"0.15.5", "crates/directory/src/backend/ldap/config.rs"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if k.Match.Key.Type != schema.LdapFilter || !k.Plain() {
				continue
			}
			parts, bad := ldapParts(k.Value)
			switch {
			case bad != "":
				p.Report(p.Setting(k.Setting, "%s has the placeholder {%s}, which the server does not know: it logs an error and uses an empty filter", k.Setting.Key, bad).
					WithDetail("The placeholders are {username}, {user}, {email}, {local}, {domain} and ?."))
			case parts < 2:
				p.Report(p.Setting(k.Setting, "%s has no placeholder beside its text: the server logs an error and uses an empty filter", k.Setting.Key).
					WithDetail("Write where the name goes, as (uid={username})."))
			}
		}
	},
}

// ldapParts counts the texts and placeholders of a filter and gives the first
// placeholder that does not exist, "" in quotes of its own for an empty one.
func ldapParts(v string) (parts int, bad string) {
	for v != "" {
		i := strings.IndexAny(v, "{?")
		switch {
		case i < 0:
			return parts + 1, ""
		case i > 0:
			parts++
		}
		if v[i] == '?' {
			parts++
			v = v[i+1:]
			continue
		}
		name, rest, _ := strings.Cut(v[i+1:], "}")
		switch name {
		case "user", "username", "email", "local", "domain":
			parts++
		default:
			return parts, name + strings.Repeat(" ", 1-min(len(name), 1))
		}
		v = rest
	}
	return parts, ""
}
