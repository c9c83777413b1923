package format

import (
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// scalar writes a value so that TOML tools read what the server reads, or leaves
// it as it is where there is no such spelling, and where the server's reading is
// hardly what the writer meant: that is for lint to report and for a person to
// mend.
func (l *layout) scalar(e *dialect.Entry, written string) string {
	if !l.respell {
		return written
	}
	switch {
	case e.Form == dialect.EnvReference:
		return written
	case e.Form == dialect.Bare:
		if dialect.IsScalar(e.Value) {
			return written
		}
		return `"` + e.Value + `"`
	}
	plain := withoutReturns(e.Form, written)
	if sameInTOML(e, plain) || doubtful(e.Form, plain) {
		return plain
	}
	for _, text := range spellings(e, plain) {
		if sameInTOML(e, text) {
			return text
		}
	}
	return plain
}

// withoutReturns drops carriage returns, as the server does. Directly behind
// three opening quotes one hides the line feed that would be dropped.
func withoutReturns(form dialect.Form, written string) string {
	if form >= dialect.MultiBasic && strings.HasPrefix(written[3:], "\r") {
		return written
	}
	return strings.ReplaceAll(written, "\r", "")
}

// spellings are the ways to write a value, best first.
func spellings(e *dialect.Entry, written string) []string {
	var out []string
	if strings.Contains(written, "\n") || e.Form >= dialect.MultiBasic {
		first := ""
		if strings.HasPrefix(e.Value, "\n") || e.Form >= dialect.MultiBasic && written[3] == '\n' {
			first = "\n" // both readers drop one directly behind the quotes
		}
		if !strings.Contains(e.Value, "'''") && !strings.HasSuffix(e.Value, "'") {
			out = append(out, "'''"+first+e.Value+"'''")
		}
		if !strings.Contains(e.Value, `"""`) && !strings.HasSuffix(e.Value, `"`) {
			out = append(out, `"""`+first+e.Value+`"""`)
		}
	}
	if text, ok := dialect.Quote(e.Value); ok {
		out = append(out, text)
	}
	return out
}

// sameInTOML reports whether a TOML parser reads a quoted text as this value.
func sameInTOML(e *dialect.Entry, text string) bool {
	if text[0] != text[1] && strings.IndexFunc(text, func(r rune) bool { return r == '\\' || r < ' ' || r == 0x7f }) < 0 {
		return true
	}
	var v struct{ V string }
	return toml.Unmarshal([]byte("V = "+text+"\n"), &v) == nil && v.V == e.Value
}

// doubtful reports a backslash that the server drops or translates where the
// writer cannot be sure to have wanted that, or keeps where TOML would
// translate it.
func doubtful(form dialect.Form, written string) bool {
	for i := 0; i+1 < len(written); i++ {
		if written[i] != '\\' {
			continue
		}
		i++
		c := written[i]
		control := c == 'n' || c == 'r' || c == 't'
		switch {
		case form == dialect.MultiLiteral:
		case form == dialect.MultiBasic:
			if control || c == 'u' || c == 'U' {
				return true
			}
		case c == '\\':
			if i+1 < len(written) && strings.IndexByte(`nrt\"'`, written[i+1]) >= 0 {
				return true
			}
		case c == '"' || c == '\'':
		case !control || form == dialect.Literal:
			return true
		}
	}
	return false
}
