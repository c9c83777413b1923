package expr

import (
	"strconv"
	"strings"
)

// ValueKind is the type of a value.
type ValueKind uint8

// The types of value. Unknown is a value that the file alone does not tell.
const (
	Unknown ValueKind = iota
	Integer
	Float
	String
	List
)

// Value is what an expression gives (Stalwart v0.15.5
// crates/common/src/expr/mod.rs Variable). The zero value is unknown; an
// environment may give an unknown one a name in Text, to know it again in a call.
type Value struct {
	Kind ValueKind
	Int  int64
	Num  float64
	Text string
	List []Value
}

// TextValue is a known text.
func TextValue(s string) Value { return Value{Kind: String, Text: s} }

// IntValue is a known number.
func IntValue(n int64) Value { return Value{Kind: Integer, Int: n} }

// BoolValue is a known truth value: 1 or 0, as the server has no other.
func BoolValue(b bool) Value {
	if b {
		return IntValue(1)
	}
	return IntValue(0)
}

// Truth is what the server takes the value for in a condition; known is false
// when that cannot be told (v0.15.5 crates/common/src/expr/eval.rs to_bool).
func (v Value) Truth() (truth, known bool) {
	switch v.Kind {
	case Integer:
		return v.Int != 0, true
	case Float:
		return v.Num != 0, true
	case String:
		return v.Text != "", true
	case List:
		return len(v.List) > 0, true
	}
	return false, false
}

// known reports a value without unknown parts.
func (v Value) known() bool {
	for _, x := range v.List {
		if !x.known() {
			return false
		}
	}
	return v.Kind != Unknown
}

// str is the value as text; lists are joined as the server joins them.
func (v Value) str() string {
	switch v.Kind {
	case Integer:
		return strconv.FormatInt(v.Int, 10)
	case Float:
		return strconv.FormatFloat(v.Num, 'f', -1, 64)
	case String:
		return v.Text
	}
	var parts []string
	for _, x := range v.List {
		if x.Kind != List {
			parts = append(parts, x.str())
		}
	}
	return strings.Join(parts, "\r\n")
}

// number reads a value as the server does for arithmetic and comparison.
func (v Value) number() Value {
	switch v.Kind {
	case Integer, Float:
		return v
	case String:
		if n, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
			return IntValue(n)
		}
		if f, err := strconv.ParseFloat(v.Text, 64); err == nil {
			return Value{Kind: Float, Num: f}
		}
	case List:
		return BoolValue(len(v.List) == 0)
	}
	return IntValue(0)
}

func (v Value) float() float64 {
	if v.Kind == Integer {
		return float64(v.Int)
	}
	return v.Num
}

// equal compares two known values.
func equal(a, b Value) bool {
	switch {
	case a.Kind == List || b.Kind == List:
		if a.Kind != b.Kind || len(a.List) != len(b.List) {
			return false
		}
		for i := range a.List {
			if !equal(a.List[i], b.List[i]) {
				return false
			}
		}
		return true
	case a.Kind == String && b.Kind == String:
		return a.Text == b.Text
	}
	a, b = a.number(), b.number()
	if a.Kind == Integer && b.Kind == Integer {
		return a.Int == b.Int
	}
	return a.float() == b.float()
}

// compare orders two known values that are no lists.
func compare(a, b Value) int {
	if a.Kind == String && b.Kind == String {
		return strings.Compare(a.Text, b.Text)
	}
	a, b = a.number(), b.number()
	if a.Kind == Integer && b.Kind == Integer {
		switch {
		case a.Int < b.Int:
			return -1
		case a.Int > b.Int:
			return 1
		}
		return 0
	}
	switch x, y := a.float(), b.float(); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}
