package schema

import "strings"

// Setting is what Effective needs to know of a configuration.
type Setting interface {
	Value(key string) (string, bool)
}

// EffectiveDefault is what the server uses for a setting that is not written:
// the text of the setting it falls back to, with that one's key in from, or the
// default. ok is false where there is none, or none that is a text.
func EffectiveDefault(k *Key, key string, set Setting) (text, from string, ok bool) {
	if k.Fallback != "" {
		other := fallbackFor(k, key)
		if v, found := set.Value(other); found {
			return v, other, true
		}
	}
	switch {
	case k.DefaultExpr != "":
		return k.DefaultExpr, "", true
	case k.HasDefault:
		return k.Default, "", true
	}
	return "", "", false
}

// NotSet is what Instead gives where the server goes on as without the setting,
// and there is no default.
const NotSet = "\x00"

// Instead is what the server goes by in the place of a text that it cannot read:
// a canonical value, NotSet, or a text of its own that is no value. ok is false
// where it reads the text, and for lists, of which it takes what it can read.
// Expressions are not looked at.
func (k *Key) Instead(text string) (counts string, ok bool) {
	switch {
	case k.Multi != Single || k.IsExpression() || k.RawMatch && k.OnInvalid == "":
		return "", false
	case k.Optional && None(text) || k.checkType(text) == nil:
		return "", false
	}
	word, _, _ := strings.Cut(k.OnInvalid, " (")
	switch word, _, _ = strings.Cut(word, " ->"); word {
	case "", "same", "computed default", "treated as absent":
		if k.HasDefault {
			return k.Canonical(k.Default), true
		}
		return NotSet, true
	case "none", "not set", "option not set":
		if k.Optional {
			return k.Canonical("false"), true
		}
		return NotSet, true
	}
	if k.Check(word) == nil {
		return k.Canonical(word), true
	}
	return NotSet + word, true
}

// Unread tells people what counts in the place of a text that the server cannot
// read, "" where it reads it.
func (k *Key) Unread(text string) string {
	counts, ok := k.Instead(text)
	switch {
	case !ok:
		return ""
	case k.OnInvalid == "" && k.HasDefault:
		return "cannot be read: default " + k.Default
	case k.OnInvalid == "" || counts == NotSet:
		return "cannot be read: as if not set"
	}
	return "cannot be read: " + k.OnInvalid
}
