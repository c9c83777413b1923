package redact

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/source"
)

// span is a part of a text, in bytes.
type span struct{ start, end int }

// URL hides the credentials of every address in a text.
func URL(v string) string {
	if !strings.Contains(v, "://") {
		return v
	}
	var b strings.Builder
	at := 0
	for _, s := range ofValue(v) {
		if s.start < at {
			continue
		}
		b.WriteString(v[at:s.start] + Hidden)
		at = s.end
	}
	return b.String() + v[at:]
}

// ofValue finds the secret parts of a value. One that begins as an address is
// an address to its end, whatever characters a password may hold.
func ofValue(v string) []span {
	scheme, rest, ok := strings.Cut(v, "://")
	if !ok || strings.IndexFunc(scheme, notScheme) >= 0 {
		return credentials(v)
	}
	start := len(scheme) + len("://")
	out := append(userinfo(rest, scheme), query(rest)...)
	for i := range out {
		out[i] = span{out[i].start + start, out[i].end + start}
	}
	if len(out) == 0 {
		return credentials(v)
	}
	return out
}

// addresses hides credentials of addresses wherever they stand in the file,
// comments and broken lines included.
func (m *Mask) addresses(f *source.File) {
	text := f.Text(source.Span{End: uint32(len(f.Data))})
	for _, s := range credentials(text) {
		m.add(source.Span{Start: uint32(s.start), End: uint32(s.end)}, text[s.start:s.end])
	}
}

// credentials finds the secret parts of the addresses in a text, in order.
func credentials(text string) []span {
	var out []span
	for at := 0; ; {
		i := strings.Index(text[at:], "://")
		if i < 0 {
			return out
		}
		start := at + i + len("://")
		end := start + addressEnd(text[start:])
		scheme := text[:start-len("://")]
		scheme = scheme[strings.LastIndexFunc(scheme, notScheme)+1:]
		for _, s := range append(userinfo(text[start:end], scheme), query(text[start:end])...) {
			if n := len(out); n == 0 || out[n-1].end <= start+s.start {
				out = append(out, span{start + s.start, start + s.end})
			}
		}
		at = max(end, start)
	}
}

func notScheme(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '+' || r == '-' || r == '.')
}

// addressEnd is where an address ends: at a blank, a quote or the end of a line.
func addressEnd(s string) int {
	if i := strings.IndexAny(s, addressEnds); i >= 0 {
		return i
	}
	return len(s)
}

const addressEnds = " \t\r\n\"'<>`"

// userinfo is the password between the name and the host, or the name where it
// stands alone in front of a web server: then it is a token. A password may hold
// characters that should have been escaped.
func userinfo(rest, scheme string) []span {
	authority := rest
	if i := strings.IndexAny(authority, "/?#"); i >= 0 {
		authority = authority[:i]
	}
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		if at = strings.LastIndexByte(rest, '@'); at < 0 || !strings.Contains(rest[:at], ":") {
			return nil
		}
	}
	from := strings.IndexByte(rest[:at], ':') + 1
	if from == 0 && !strings.HasPrefix(strings.ToLower(scheme), "http") {
		return nil
	}
	if at == from || rest[0] == '@' || onlyMacros(rest[from:at]) {
		return nil
	}
	return []span{{from, at}}
}

// query are the values of parameters that carry secrets.
func query(rest string) []span {
	at := strings.IndexByte(rest, '?')
	if at < 0 {
		return nil
	}
	var out []span
	at++
	for _, part := range strings.FieldsFunc(rest[at:], func(r rune) bool { return r == '&' || r == ';' || r == '#' }) {
		start := at + strings.Index(rest[at:], part)
		at = start + len(part)
		name, value, _ := strings.Cut(part, "=")
		name = strings.ToLower(name)
		if value == "" || onlyMacros(value) || !secretWord(name) && name != "key" && name != "sig" && name != "signature" && name != "auth" {
			continue
		}
		out = append(out, span{start + len(name) + 1, at})
	}
	return out
}
