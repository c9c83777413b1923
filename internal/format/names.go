package format

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// header writes a header. Text behind it, which the server ignores, becomes a
// comment.
func (l *layout) header(it *item) string {
	h := &l.doc.Headers[it.index]
	text := l.doc.File.Text(h.Span)
	if l.respell {
		if now := spellHeader(h, l.doc.File.Text(h.NameSpan)); now != text && l.sameHeader(now, h) {
			text = now
		}
	}
	if !h.Rest.Empty() {
		text += " # " + strings.TrimRight(l.doc.File.Text(h.Rest), " \t\r")
	}
	return text
}

// sameHeader reports whether every generation takes a text for this header.
func (l *layout) sameHeader(text string, h *dialect.Header) bool {
	for _, gen := range l.witness.generations {
		d := dialect.Parse(source.New("piece", []byte(text+"\n")), gen)
		if !d.Accepted() || len(d.Headers) != 1 || d.Headers[0].Base != h.Base || d.Headers[0].Array != h.Array {
			return false
		}
	}
	return true
}

// spellHeader writes a name without blanks and, outside quotes, in small
// letters, which is what the server makes of it. The first letter of a [table]
// is taken as it is.
func spellHeader(h *dialect.Header, name string) string {
	var b strings.Builder
	inQuote := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c == '\r', !inQuote && (c == ' ' || c == '\t'):
			continue
		case c == '"' && (!inQuote || name[i-1] != '\\'):
			inQuote = !inQuote
		case !inQuote && 'A' <= c && c <= 'Z' && (h.Array || b.Len() > 0):
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	if h.Array {
		return "[[" + b.String() + "]]"
	}
	return "[" + b.String() + "]"
}

// key writes a key without blanks around its dots. Segments that TOML takes
// only in quotes get them.
func (l *layout) key(written string) string {
	if !l.respell {
		return written
	}
	segments := splitKey(written)
	for i, s := range segments {
		segments[i] = spellSegment(s)
	}
	return strings.Join(segments, ".")
}

// splitKey cuts a key at the dots outside quotes.
func splitKey(s string) []string {
	var out []string
	start, inQuote := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"' && (!inQuote || s[i-1] != '\\'):
			inQuote = !inQuote
		case s[i] == '.' && !inQuote:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// spellSegment writes one segment of a key. One that is quoted as a whole stays
// as it is; blanks outside quotes go, as the server drops them.
func spellSegment(s string) string {
	s = strings.Trim(s, " \t\r\n")
	if len(s) > 1 && s[0] == '"' && strings.IndexByte(s[1:], '"') == len(s)-2 {
		return s
	}
	var b strings.Builder
	inQuote := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' && (!inQuote || s[i-1] != '\\'):
			inQuote = !inQuote
		case c == '\\' && inQuote, !inQuote && strings.IndexByte(" \t\r\n", c) >= 0:
		default:
			b.WriteByte(c)
		}
	}
	plain := b.String()
	if strings.Trim(plain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" && plain != "" {
		return plain
	}
	if text, ok := dialect.QuoteKey(plain); ok && !strings.Contains(plain, ".") {
		return text
	}
	return s
}
