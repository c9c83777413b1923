package redact

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// Value is the value of a setting as it may be shown.
func Value(key, value string) string {
	if shown, ok := plain(value); ok {
		return shown
	}
	kind := secretKind(key)
	return byKind(kind, kind == schema.NotSecret && secretName(key), value)
}

// inSet is Value for a setting whose entry in the schema is known.
func inSet(set *settings.Set, x *settings.Setting) string {
	if !set.Live(x) {
		return Value(x.Key, x.Value)
	}
	if shown, ok := plain(x.Value); ok {
		return shown
	}
	m, _ := set.Match(x)
	return byKind(m.Key.Secret, false, x.Value)
}

// plain gives values that are shown whatever setting they belong to: a macro
// refers to a secret and is none.
func plain(value string) (string, bool) { return value, value == "" || onlyMacros(value) }

// byKind hides a value by what is known of its setting; named tells of a
// setting outside the schema that its name is that of a secret.
func byKind(kind schema.SecretKind, named bool, value string) string {
	switch {
	case kind == schema.SecretValue,
		looksHashed(value),
		strings.Contains(value, "-----BEGIN ") && !strings.Contains(value, "-----BEGIN CERTIFICATE"),
		named && value != "true" && value != "false":
		return Hidden
	}
	return URL(header(value))
}

// header hides the value of a line of HTTP that carries a secret, as in
// "Authorization: Bearer abc".
func header(v string) string {
	name, rest, ok := strings.Cut(v, ":")
	if !ok || strings.HasPrefix(rest, "//") || onlyMacros(strings.TrimSpace(rest)) || strings.TrimSpace(rest) == "" {
		return v
	}
	switch name = strings.ToLower(strings.TrimSpace(name)); {
	case name == "authorization", name == "proxy-authorization", name == "cookie", secretWord(name):
		return v[:len(v)-len(rest)] + " " + Hidden
	}
	return v
}

// secretKind is what the schema says of a key, or of a key that it is part of:
// the items of a list belong to the list.
func secretKind(key string) schema.SecretKind {
	for {
		if m, ok := schema.Lookup(key); ok && (m.Key.Secret == schema.SecretValue || m.Key.Status == schema.Live) {
			return m.Key.Secret
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return schema.NotSecret
		}
		key = key[:i]
	}
}

// secretName recognises keys outside the schema by their last words: those of a
// list or table below a secret belong to it.
func secretName(key string) bool {
	if m, ok := schema.Lookup(key); ok && m.Key.Status == schema.Live {
		return false
	}
	for rest, depth := key, 0; rest != "" && depth < 4; depth++ {
		i := strings.LastIndexByte(rest, '.')
		if secretWord(rest[i+1:]) {
			return true
		}
		if rest = rest[:max(i, 0)]; rest == "" {
			break
		}
		if m, ok := schema.Lookup(rest); ok && m.Key.Status == schema.Live {
			break
		}
	}
	return schema.MeantSecret(key)
}

// secretWord recognises a name of a secret, alone or as the end of a longer one.
func secretWord(word string) bool {
	word = strings.ReplaceAll(strings.ToLower(word), "_", "-")
	if strings.ContainsAny(word, "'\"") {
		word = strings.Trim(word, "'\"")
	}
	for _, w := range secretWords {
		if head := len(word) - len(w); head >= 0 && word[head:] == w && (head == 0 || word[head-1] == '-') {
			return true
		}
	}
	return strings.HasPrefix(word, "secret") || strings.HasPrefix(word, "password")
}

var secretWords = []string{
	"secret", "password", "passwd", "passphrase", "passwort", "pwd", "token", "private-key", "api-key", "apikey", "access-key", "secret-key", "hmac-key",
	"signature-key", "encryption-key", "license-key", "dsn", "credentials", "pass",
}

// looksHashed recognises crypt and LDAP style password hashes.
func looksHashed(v string) bool {
	if len(v) < 12 {
		return false
	}
	if v[0] == '$' && strings.Count(v, "$") >= 3 {
		return true
	}
	if v[0] != '{' {
		return false
	}
	for _, p := range [...]string{"{SSHA", "{SHA", "{CRYPT}", "{PBKDF2", "{ARGON2", "{MD5}", "{PLAIN}", "{CLEAR}"} {
		if len(v) > len(p) && strings.EqualFold(v[:len(p)], p) {
			return true
		}
	}
	return false
}

// onlyMacros reports whether a value is nothing but macros.
func onlyMacros(v string) bool {
	if !strings.HasPrefix(v, "%{") {
		return false
	}
	ms := settings.Macros(v)
	at := 0
	for _, m := range ms {
		if !m.Closed || m.Start != at {
			return false
		}
		at = m.End
	}
	return len(ms) > 0 && at == len(v)
}
