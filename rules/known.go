package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// Known is a setting of the file together with what the schema says of it.
type Known struct {
	*settings.Setting
	schema.Match
}

// Known gives the settings that the server reads, in key order, computed once.
func (p *Pass) Known() []Known {
	if p.known == nil {
		all := p.Set.All()
		known := make([]Known, 0, len(all))
		for i := range all {
			if m, ok := p.Set.Match(&all[i]); ok && m.Key.Status == schema.Live {
				known = append(known, Known{&all[i], m})
			}
		}
		p.known = &known
	}
	return *p.known
}

// Plain reports whether the value is known from the file: no macro in it.
func (k *Known) Plain() bool { return !k.HasMacro() }

// lateSignature says when the server speaks of a signature it cannot build: not
// at start (0.15.5: crates/common/src/core.rs:154-168).
const lateSignature = "logs an error when it first signs with it"

// needsLicence reports a setting that the server does not look at before it has found
// a valid enterprise licence (0.15.5: crates/common/src/enterprise/config.rs:34).
func needsLicence(k *schema.Key) bool {
	return k.Enterprise && (strings.HasPrefix(k.Source, "common/src/enterprise/") || strings.HasPrefix(k.Pattern, "enterprise."))
}

// licensed words what the server does with a setting of its own, or one that only an
// enterprise licence makes it read.
func licensed(k *schema.Key, does string) string {
	if needsLicence(k) {
		return "reads this with an enterprise licence only, and then " + does
	}
	return does
}

// Effective is what happens with a value the server cannot read: what counts
// instead, for a message.
func (k *Known) Effective() string { return licensed(k.Match.Key, k.effective()) }

func (k *Known) effective() string {
	invalid := k.Match.Key.OnInvalid
	switch {
	case strings.HasPrefix(invalid, "warning, "):
		return "logs a warning; then: " + strings.TrimPrefix(invalid, "warning, ")
	case strings.HasPrefix(invalid, "silent, "):
		return "says nothing; then: " + strings.TrimPrefix(invalid, "silent, ")
	case strings.HasPrefix(k.Match.Key.Pattern, "signature.") && invalid != "":
		return lateSignature + "; then: " + invalid
	case invalid != "":
		return "logs an error; then: " + k.Match.Key.OnInvalid
	case k.Match.Key.HasDefault:
		return "logs an error and uses the default " + showDefault(k.Match.Key.Default)
	}
	return "logs an error and ignores the value"
}

func showDefault(v string) string {
	if v == "" {
		return `""`
	}
	return v
}

// single reports whether a setting takes one value and is written as one.
func (k *Known) single() bool { return k.Rest == "" }

func isInteger(t schema.Type) bool {
	switch t {
	case schema.U16, schema.U32, schema.U64, schema.Usize, schema.I32:
		return true
	}
	return false
}

// typeBeside is the type of the object that a setting belongs to, "" when it
// has none or it is not known.
func (p *Pass) typeBeside(k *Known) string {
	group, name, ok := objectOf(k.Match.Key.Pattern)
	if !ok || len(k.Match.Key.NoneTypes) == 0 {
		return "" // nothing depends on it
	}
	id := strings.TrimPrefix(k.Setting.Key, group+".")
	id, _, _ = strings.Cut(id, "."+name)
	return p.typeOf(group, id)
}

// objectName names an object whose type typeOf remembers.
type objectName struct{ group, id string }

// typeOf is the type value of a store, directory or route in lower case, "" if
// it is not set or not known from the file.
func (p *Pass) typeOf(group, id string) string {
	name := objectName{group, id}
	if typ, ok := p.types[name]; ok {
		return typ
	}
	typ := ""
	if x, ok := p.Set.Lookup(group + "." + id + ".type"); ok && !x.HasMacro() {
		typ = strings.ToLower(x.Value)
	}
	if p.types == nil {
		p.types = map[objectName]string{}
	}
	p.types[name] = typ
	return typ
}
