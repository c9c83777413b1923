package expr

import (
	"errors"
	rsyntax "regexp/syntax"
	"strings"
)

// Verdict tells what can be said of a regular expression.
type Verdict uint8

// The verdicts.
const (
	OK        Verdict = iota // valid for the server too
	Invalid                  // the server refuses it
	Unchecked                // Go's syntax differs from Rust's here
)

// CheckRegex reads a regular expression as the server's library (Rust's regex)
// would, as far as Go can tell. Look-around and back references are invalid in
// both; syntax that only Rust has is left unchecked.
func CheckRegex(pattern string) (Verdict, string) {
	if verdict, why := foreign(pattern); verdict != OK {
		return verdict, why
	}
	_, err := rsyntax.Parse(pattern, rsyntax.Perl|rsyntax.UnicodeGroups)
	if err == nil {
		return OK, ""
	}
	var se *rsyntax.Error
	if !errors.As(err, &se) {
		return Unchecked, ""
	}
	switch se.Code {
	case rsyntax.ErrMissingBracket, rsyntax.ErrMissingParen, rsyntax.ErrUnexpectedParen, rsyntax.ErrTrailingBackslash, rsyntax.ErrMissingRepeatArgument:
		return Invalid, string(se.Code)
	case rsyntax.ErrInvalidRepeatOp:
		return Unchecked, ""
	}
	return Unchecked, ""
}

// foreign finds constructs that Rust refuses, or reads and Go does not.
func foreign(p string) (Verdict, string) {
	for _, look := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if i := strings.Index(p, look); i >= 0 && !escaped(p, i) && !inClass(p, i) {
			return Invalid, "look-around is not supported"
		}
	}
	for i := 0; i+1 < len(p); i++ {
		if p[i] != '\\' {
			continue
		}
		if c := p[i+1]; c >= '1' && c <= '9' {
			return Invalid, "back references are not supported"
		} else if strings.IndexByte("uUxbBpP<>", c) >= 0 && c != 'b' && c != 'B' {
			return Unchecked, ""
		}
		i++
	}
	if strings.Contains(p, "&&") || strings.Contains(p, "--") || strings.Contains(p, "~~") || strings.Contains(p, "[[") || strings.Contains(p, "(?x") || strings.Contains(p, "(?R") || strings.Contains(p, "(?u") || strings.Contains(p, "(?-u") {
		return Unchecked, ""
	}
	return OK, ""
}

func escaped(p string, i int) bool {
	n := 0
	for i > 0 && p[i-1] == '\\' {
		i--
		n++
	}
	return n%2 == 1
}

// inClass reports a place between [ and ].
func inClass(p string, at int) bool {
	in := false
	for i := 0; i < at; i++ {
		switch {
		case p[i] == '\\':
			i++
		case p[i] == '[' && !in:
			in = true
			if i+1 < at && p[i+1] == ']' {
				i++
			}
		case p[i] == ']':
			in = false
		}
	}
	return in
}
