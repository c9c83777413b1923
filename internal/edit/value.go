package edit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// Value is what a setting is to hold: one text, a list of values, or the
// members of an inline table, as the branches of conditions are written.
type Value struct {
	Text  string   // of a single value
	Plain bool     // a single value that is written without quotes where TOML allows it: a number or boolean
	List  []Value  // elements; not nil for a list, even an empty one
	Table []Member // members; not nil for an inline table
}

// Member is a part of an inline table.
type Member struct {
	Key   string
	Value Value
}

// Text is a single value in quotes.
func Text(s string) Value { return Value{Text: s} }

// Plain is a single value that stands without quotes if TOML takes it so.
func Plain(s string) Value { return Value{Text: s, Plain: true} }

// List is a list of quoted values.
func List(texts ...string) Value {
	v := Value{List: make([]Value, len(texts))}
	for i, t := range texts {
		v.List[i] = Text(t)
	}
	return v
}

// single reports whether the value is one text.
func (v *Value) single() bool { return v.List == nil && v.Table == nil }

// flat reports whether the value is a list of texts.
func (v *Value) flat() bool {
	for i := range v.List {
		if !v.List[i].single() {
			return false
		}
	}
	return v.List != nil
}

// Render writes the value on one line as the server and TOML both read it. The
// error tells that no spelling does.
func (v *Value) Render() (string, error) {
	switch {
	case v.List != nil:
		parts := make([]string, len(v.List))
		for i := range v.List {
			text, err := v.List[i].Render()
			if err != nil {
				return "", err
			}
			parts[i] = text
		}
		return "[" + strings.Join(parts, ", ") + "]", nil
	case v.Table != nil:
		return v.renderTable()
	}
	text, ok := dialect.RenderValue(v.Text, v.Plain)
	if !ok {
		return "", fmt.Errorf("%q cannot be written so that the server and TOML read the same", v.Text)
	}
	return text, nil
}

func (v *Value) renderTable() (string, error) {
	parts := make([]string, len(v.Table))
	for i := range v.Table {
		key, ok := dialect.QuoteKey(v.Table[i].Key)
		if !ok {
			return "", fmt.Errorf("%q cannot be written as a key", v.Table[i].Key)
		}
		text, err := v.Table[i].Value.Render()
		if err != nil {
			return "", err
		}
		parts[i] = key + " = " + text
	}
	return "{ " + strings.Join(parts, ", ") + " }", nil
}

// Piece is one text of a setting. Word is "if", "then" or "else" for a part of
// conditions and "" otherwise.
type Piece struct{ Word, Text string }

// Pieces gives the texts of the value in the order in which the server reads
// them.
func (v *Value) Pieces() []Piece {
	var out []Piece
	v.pieces("", &out)
	return out
}

func (v *Value) pieces(word string, out *[]Piece) {
	switch {
	case v.List != nil:
		for i := range v.List {
			v.List[i].pieces("", out)
		}
	case v.Table != nil:
		sorted := slices.Clone(v.Table)
		slices.SortFunc(sorted, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
		for i := range sorted {
			sorted[i].Value.pieces(branchWord(sorted[i].Key), out)
		}
	default:
		*out = append(*out, Piece{word, v.Text})
	}
}

// branchWord is the last segment of a key if it is a word of conditions.
func branchWord(key string) string {
	switch last := key[strings.LastIndexByte(key, '.')+1:]; last {
	case "if", "then", "else":
		return last
	}
	return ""
}
