package settings

import "strings"

// MacroKind is a class of macro, in the order the server expands them.
type MacroKind uint8

// The macros of Stalwart 0.7 and later (v0.15.5 crates/utils/src/config/mod.rs).
const (
	MacroEnv  MacroKind = iota // %{env:NAME}%
	MacroFile                  // %{file:PATH}%
	MacroCfg                   // %{cfg:KEY}%
)

var macroOpen = [...]string{MacroEnv: "%{env:", MacroFile: "%{file:", MacroCfg: "%{cfg:"}

// String is the word after the brace.
func (k MacroKind) String() string {
	return [...]string{MacroEnv: "env", MacroFile: "file", MacroCfg: "cfg"}[k]
}

// MacroEnd closes every macro.
const MacroEnd = "}%"

// Macro is one macro inside a value. Start and End are byte offsets into the
// value; an unclosed macro reaches to the end of the value.
type Macro struct {
	Kind       MacroKind
	Name       string
	Start, End int
	Closed     bool
}

// HasMacro reports whether the text holds the opening of a macro.
func HasMacro(value string) bool {
	return strings.Contains(value, "%{") &&
		(strings.Contains(value, macroOpen[MacroEnv]) || strings.Contains(value, macroOpen[MacroFile]) || strings.Contains(value, macroOpen[MacroCfg]))
}

// Macros finds the macros of a value from left to right.
func Macros(value string) []Macro {
	var out []Macro
	for pos := 0; pos < len(value); {
		i := strings.Index(value[pos:], "%{")
		if i < 0 {
			break
		}
		start := pos + i
		m, ok := macroAt(value, start)
		if !ok {
			pos = start + 2
			continue
		}
		out = append(out, m)
		pos = m.End
	}
	return out
}

func macroAt(value string, start int) (Macro, bool) {
	for kind, open := range macroOpen {
		if !strings.HasPrefix(value[start:], open) {
			continue
		}
		m := Macro{Kind: MacroKind(kind), Start: start}
		body := value[start+len(open):]
		if end := strings.Index(body, MacroEnd); end >= 0 {
			m.Name, m.End, m.Closed = body[:end], start+len(open)+end+len(MacroEnd), true
		} else {
			m.Name, m.End = body, len(value)
		}
		return m, true
	}
	return Macro{}, false
}

// HasMacro reports whether the value holds a macro, so that its effective text
// is not known from the file alone.
func (x *Setting) HasMacro() bool { return HasMacro(x.Value) }
