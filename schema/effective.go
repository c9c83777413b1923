package schema

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
