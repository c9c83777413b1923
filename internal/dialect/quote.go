package dialect

import (
	"strings"
	"unicode/utf8"
)

// Quote writes a value so that the server (all generations) and a TOML 1.0
// parser read exactly this text. ok is false when no spelling does that for
// both, or for the server at all; the text then is what the server alone reads,
// or "".
func Quote(value string) (text string, ok bool) {
	if !utf8.ValidString(value) {
		return "", false
	}
	control := strings.IndexFunc(value, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f
	}) >= 0
	switch {
	case control:
		return serverOnly(value)
	case !strings.ContainsAny(value, "\\\"\n\r\t"):
		return `"` + value + `"`, true
	case !strings.ContainsAny(value, "\\'\n\r\t"):
		return "'" + value + "'", true
	case !strings.Contains(value, `\`):
		return basic(value), true
	case tripleFits(value):
		return triple(value), true
	case backslashesFit(value):
		return basic(value), true
	}
	return serverOnly(value)
}

// basic writes a value in double quotes with the escapes both readers know.
func basic(value string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(value) + `"`
}

// tripleFits reports whether three single quotes can hold the text. The server
// closes at the first three quotes and drops carriage returns.
func tripleFits(value string) bool {
	return !strings.Contains(value, "'''") && !strings.HasSuffix(value, "'") && !strings.Contains(value, "\r")
}

func triple(value string) string {
	if strings.HasPrefix(value, "\n") {
		return "'''\n" + value + "'''"
	}
	return "'''" + value + "'''"
}

// backslashesFit reports whether every backslash may be written twice: for the
// server the second one escapes the next character too.
func backslashesFit(value string) bool {
	for i := 0; i < len(value); i++ {
		if value[i] == '\\' && (i+1 >= len(value) || strings.IndexByte("nrt\"\\\n\r\t", value[i+1]) >= 0) {
			return false
		}
	}
	return true
}

// serverOnly writes a value that TOML cannot hold.
func serverOnly(value string) (string, bool) {
	switch {
	case tripleFits(value):
		return triple(value), false
	case !strings.Contains(value, `"""`) && !strings.HasSuffix(value, `"`) && !strings.Contains(value, "\r"):
		open := `"""`
		if strings.HasPrefix(value, "\n") {
			open += "\n"
		}
		return open + value + `"""`, false
	case backslashesFit(value):
		return basic(value), false
	}
	return "", false
}

// RenderKey writes a flattened key: segments of letters, digits, - and _ bare,
// others in quotes. ok is false for keys that cannot be written so that the
// server and TOML agree.
func RenderKey(key string) (text string, ok bool) {
	return QuoteKey(strings.Split(key, ".")...)
}

// QuoteKey writes a key of these segments as RenderKey does. A dot inside a
// segment stays inside its quotes; the server does not tell it from the others.
func QuoteKey(segments ...string) (text string, ok bool) {
	ok = false // until a segment has any text: the server takes no empty key
	out := make([]string, len(segments))
	for i, s := range segments {
		ok = ok || s != "" || len(segments) > 1
		out[i] = s
		if !plainSegment(s) || i == 0 && !isASCIIAlnum(s[0]) {
			out[i] = `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
		}
	}
	for _, s := range segments {
		ok = ok && quotable(s)
	}
	return strings.Join(out, "."), ok
}

// RenderHeader writes the line that opens a table of this flattened name. ok is
// false for names that no header gives for the server and TOML alike: the server
// takes no quote at the very beginning, so that the first segment must do
// without, and turns capital letters outside quotes into small ones.
func RenderHeader(table string) (text string, ok bool) {
	first, rest, more := strings.Cut(table, ".")
	ok = plainSegment(first) && strings.ToLower(first[1:]) == first[1:]
	text = first
	for more {
		var s string
		s, rest, more = strings.Cut(rest, ".")
		if plainSegment(s) && strings.ToLower(s) == s {
			text += "." + s
			continue
		}
		ok = ok && quotable(s)
		text += `."` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	}
	return "[" + text + "]", ok
}

// plainSegment reports whether TOML and every release take the segment without
// quotes.
func plainSegment(s string) bool {
	for i := 0; i < len(s); i++ {
		if !plainKeyByte(s[i]) || s[i] == '.' {
			return false
		}
	}
	return s != ""
}

// quotable reports whether a segment can stand in double quotes: there the
// server drops every backslash, and TOML takes no control characters.
func quotable(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }) < 0
}

// RenderValue writes a value bare where that is a TOML number or boolean and
// plain is true, in quotes otherwise.
func RenderValue(value string, plain bool) (string, bool) {
	if plain && IsScalar(value) {
		return value, true
	}
	return Quote(value)
}
