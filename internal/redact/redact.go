package redact

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// Hidden is what stands in the place of a secret.
const Hidden = "***"

// Mask hides the secrets of one file. The zero value hides nothing.
type Mask struct {
	spans []source.Span // sorted, not overlapping
	texts []string      // secrets of four bytes and more, longest first
	known map[string]bool
}

// New finds the secrets of a file. Broken statements are searched by their
// text, because they have no settings.
func New(f *source.File, set *settings.Set) *Mask {
	m := &Mask{}
	all := set.All()
	for i := range all {
		m.setting(f, &all[i])
	}
	for i := range set.Doc.Entries {
		if e := &set.Doc.Entries[i]; e.Duplicate {
			m.setting(f, &settings.Setting{Key: e.Key, Value: e.Value, ValueSpan: e.ValueSpan})
		}
	}
	m.broken(f, set)
	m.blocks(f)
	slices.SortFunc(m.spans, func(a, b source.Span) int { return int(a.Start) - int(b.Start) })
	slices.SortFunc(m.texts, func(a, b string) int { return len(b) - len(a) })
	return m
}

func (m *Mask) add(span source.Span, texts ...string) {
	m.spans = append(m.spans, span)
	for _, t := range texts {
		if len(t) < 4 || m.known[t] {
			continue
		}
		if m.known == nil {
			m.known = map[string]bool{}
		}
		m.known[t] = true
		m.texts = append(m.texts, t)
	}
}

func (m *Mask) setting(f *source.File, x *settings.Setting) {
	if shown := Value(x.Key, x.Value); shown != x.Value {
		written := strings.Trim(f.Text(x.ValueSpan), "\"'")
		texts := []string{x.Value, written}
		if pw := password(x.Value); pw != "" {
			texts = append(texts, pw)
		}
		m.add(x.ValueSpan, texts...)
	}
}

// broken hides the text right of the equals sign of statements that could not
// be read and whose key or text looks secret.
func (m *Mask) broken(f *source.File, set *settings.Set) {
	done := make([]uint64, f.LineCount()/64+1) // lines judged by the full key of their statement
	for i := range set.Doc.Statements {
		st := &set.Doc.Statements[i]
		if !st.Broken {
			continue
		}
		n := f.Line(st.KeySpan.Start)
		if st.Key != "" {
			done[n/64] |= 1 << (n % 64)
		}
		m.brokenLine(f, f.LineSpan(n), st.Key)
	}
	for i := range set.Doc.Errors {
		n := f.Line(set.Doc.Errors[i].Span.Start)
		if done[n/64]&(1<<(n%64)) == 0 {
			m.brokenLine(f, f.LineSpan(n), "")
		}
	}
}

func (m *Mask) brokenLine(f *source.File, line source.Span, key string) {
	text := f.Text(line)
	left, right, ok := strings.Cut(text, "=")
	if !ok {
		return
	}
	if key == "" {
		key = strings.Trim(strings.TrimSpace(left), `"'`)
	}
	value := strings.Trim(strings.TrimSpace(right), `"'`)
	hide := Value(key, value) != value
	if !hide && (value == "" || value == "true" || value == "false" || onlyMacros(value)) {
		hide = secretName(key) || secretKind(key) == schema.SecretValue // a broken line may say more than the words
	}
	if hide {
		start := line.Start + uint32(len(left)) + 1
		m.add(source.Span{Start: start, End: line.End}, value)
	}
}

// blocks hides PEM blocks wherever they stand.
func (m *Mask) blocks(f *source.File) {
	text := string(f.Data)
	for at := 0; ; {
		i := strings.Index(text[at:], "-----BEGIN ")
		if i < 0 {
			return
		}
		start := at + i
		end := len(text)
		if j := strings.Index(text[start:], "-----END "); j >= 0 {
			end = start + j
		}
		if !strings.HasPrefix(text[start:], "-----BEGIN CERTIFICATE-") {
			m.add(source.Span{Start: uint32(start), End: uint32(end)})
			for _, line := range strings.Split(text[start:end], "\n") {
				if line = strings.TrimSpace(line); len(line) >= 16 && !strings.HasPrefix(line, "-----") {
					m.texts = append(m.texts, line)
				}
			}
		}
		at = min(end+1, len(text))
	}
}

// Text hides every secret of the file in a text made from it.
func (m *Mask) Text(s string) string {
	if m == nil || len(m.texts) == 0 {
		return s
	}
	for _, secret := range m.texts {
		if strings.Contains(s, secret) {
			s = strings.ReplaceAll(s, secret, Hidden)
		}
	}
	return s
}

// Line gives the bytes of a span with secrets replaced, and a function that
// maps an offset of the file to one in the result.
func (m *Mask) Line(f *source.File, line source.Span) (string, func(uint32) int) {
	if m == nil || len(m.spans) == 0 {
		return f.Text(line), func(off uint32) int { return int(min(max(off, line.Start), line.End) - line.Start) }
	}
	var b strings.Builder
	type piece struct {
		from, to uint32
		at       int
	}
	var pieces []piece
	pos := line.Start
	for _, s := range m.spans {
		if s.End <= pos || s.Start >= line.End {
			continue
		}
		from, to := max(s.Start, pos), min(s.End, line.End)
		pieces = append(pieces, piece{pos, from, b.Len()})
		b.WriteString(f.Text(source.Span{Start: pos, End: from}))
		pieces = append(pieces, piece{from, from, b.Len()})
		b.WriteString(Hidden)
		pos = to
	}
	pieces = append(pieces, piece{pos, line.End, b.Len()})
	b.WriteString(f.Text(source.Span{Start: pos, End: line.End}))
	return b.String(), func(off uint32) int {
		off = min(max(off, line.Start), line.End)
		at := 0
		for _, p := range pieces {
			if off >= p.from {
				at = p.at + int(min(off, p.to)-p.from)
			}
		}
		return at
	}
}

// Value is the value of a setting as it may be shown.
func Value(key, value string) string {
	if value == "" {
		return value
	}
	if onlyMacros(value) {
		return value // a reference to a secret, not the secret
	}
	switch kind := secretKind(key); {
	case kind == schema.SecretValue:
		return Hidden
	case looksHashed(value), strings.Contains(value, "-----BEGIN ") && !strings.Contains(value, "-----BEGIN CERTIFICATE"):
		return Hidden
	case kind == schema.NotSecret && secretName(key) && value != "true" && value != "false":
		return Hidden
	}
	return URL(value)
}

func secretKind(key string) schema.SecretKind {
	m, ok := schema.Lookup(key)
	if !ok {
		return schema.NotSecret
	}
	return m.Key.Secret
}

// secretName recognises keys outside the schema by their last segment.
func secretName(key string) bool {
	if m, ok := schema.Lookup(key); ok && m.Key.Status == schema.Live {
		return false
	}
	last := strings.ToLower(key[strings.LastIndexByte(key, '.')+1:])
	if len(last) == 4 && strings.Trim(last, "0123456789") == "" && strings.Contains(key, ".") {
		return secretName(key[:strings.LastIndexByte(key, '.')])
	}
	last = strings.ReplaceAll(last, "_", "-")
	for _, word := range []string{"secret", "password", "passwd", "passphrase", "token", "private-key", "api-key", "apikey", "access-key", "secret-key", "hmac-key", "signature-key", "encryption-key", "license-key", "dsn", "credentials", "pass"} {
		if last == word || strings.HasSuffix(last, "-"+word) {
			return true
		}
	}
	return strings.HasPrefix(last, "secret") || strings.HasPrefix(last, "password") || schema.MeantSecret(key)
}

// looksHashed recognises crypt and LDAP style password hashes.
func looksHashed(v string) bool {
	if len(v) < 12 {
		return false
	}
	if v[0] == '$' && strings.Count(v, "$") >= 3 {
		return true
	}
	for _, p := range []string{"{SSHA", "{SHA", "{CRYPT}", "{PBKDF2", "{ARGON2", "{MD5}", "{PLAIN}", "{CLEAR}"} {
		if len(v) > len(p) && strings.EqualFold(v[:len(p)], p) {
			return true
		}
	}
	return false
}

// onlyMacros reports whether a value is nothing but macros.
func onlyMacros(v string) bool {
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

// URL hides the password of a URL with credentials.
func URL(v string) string {
	pw := password(v)
	if pw == "" {
		return v
	}
	return strings.Replace(v, ":"+pw+"@", ":"+Hidden+"@", 1)
}

// password is the password of a URL, or "".
func password(v string) string {
	_, rest, ok := strings.Cut(v, "://")
	if !ok {
		return ""
	}
	authority := rest
	if i := strings.IndexAny(authority, "/?#"); i >= 0 {
		authority = authority[:i]
	}
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		if at = strings.LastIndexByte(rest, '@'); at < 0 || strings.ContainsAny(rest[:at], "/ ") && !strings.Contains(rest[:at], ":") {
			return ""
		}
		authority = rest
	}
	_, pw, ok := strings.Cut(authority[:at], ":")
	if !ok || onlyMacros(pw) {
		return ""
	}
	return pw
}
