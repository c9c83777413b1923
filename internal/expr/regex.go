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

// foreign finds constructs that Rust refuses, or reads and Go does not. What
// Rust surely refuses counts more than what Go cannot judge.
func foreign(p string) (Verdict, string) {
	sc := regexScan{src: p}
	for sc.pos < len(p) {
		if why := sc.step(); why != "" {
			return Invalid, why
		}
		if sc.opaque {
			return Unchecked, ""
		}
	}
	switch {
	case sc.nested && sc.classes > 0:
		return Invalid, "a [ inside a character class opens another class that is not closed; write \\["
	case sc.unchecked || sc.nested:
		return Unchecked, ""
	}
	return OK, ""
}

// regexScan walks over a pattern as Rust's parser would (regex-syntax 0.8, the
// one that Stalwart v0.15.5 is built with): character classes nest there.
type regexScan struct {
	src       string
	pos       int
	classes   int  // open character classes
	nested    bool // a class stood in a class
	unchecked bool // valid or not is beyond Go's parser
	opaque    bool // what follows cannot even be cut into pieces
}

// step passes one construct and says why Rust refuses it, if it surely does.
func (s *regexScan) step() string {
	c := s.src[s.pos]
	switch {
	case c == '\\':
		return s.escape()
	case c == '[':
		s.open()
		return ""
	case s.classes > 0:
		s.inClass(c)
	case c == '(' && strings.HasPrefix(s.src[s.pos:], "(?"):
		return s.group()
	case c == '{':
		return s.repetition()
	}
	s.pos++
	return ""
}

// inClass notes the end of a class and its set operators.
func (s *regexScan) inClass(c byte) {
	switch {
	case c == ']':
		s.classes--
	case strings.IndexByte("&-~", c) >= 0 && strings.HasPrefix(s.src[s.pos+1:], string(c)):
		s.unchecked = true
	}
}

// escape passes a backslash and what belongs to it. A letter or digit without
// a meaning is an error in Rust, where Perl or Go have one for some.
func (s *regexScan) escape() string {
	if s.pos+1 == len(s.src) {
		s.pos++
		return ""
	}
	c := s.src[s.pos+1]
	s.pos += 2
	switch {
	case '0' <= c && c <= '9':
		return "back references are not supported"
	case strings.IndexByte("pPxuUb", c) >= 0:
		s.unchecked = s.unchecked || c != 'b'
		if s.pos < len(s.src) && s.src[s.pos] == '{' {
			s.unchecked = true
			if i := strings.IndexByte(s.src[s.pos:], '}'); i >= 0 {
				s.pos += i + 1
			} else {
				s.opaque = true
			}
		}
	case c == '<' || c == '>':
		s.unchecked = true
	case isLetter(c) && strings.IndexByte("aftnrvdDsSwWAzB", c) < 0:
		return "\\" + string(rune(c)) + " has no meaning"
	}
	return ""
}

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }

// open passes the beginning of a class, where dashes and one ] are text.
func (s *regexScan) open() {
	if s.classes > 0 {
		if s.src[s.pos-1] == '-' { // perhaps the end of a range, which is text
			s.opaque = true
			return
		}
		rest := s.src[s.pos:]
		if strings.HasPrefix(rest, "[:") {
			if i := strings.Index(rest, ":]"); i > 1 {
				s.unchecked = true
				s.pos += i + 2
				return
			}
		}
		s.nested = true
	}
	s.classes++
	s.pos++
	s.skip('^')
	if !s.skip('-') {
		s.skip(']')
		return
	}
	for s.skip('-') { // any number of them is text here
	}
}

func (s *regexScan) skip(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// group reads what follows (?: look-around is refused, and flags may switch to
// a mode in which blanks and comments vanish.
func (s *regexScan) group() string {
	rest := s.src[s.pos+2:]
	for _, look := range []string{"=", "!", "<=", "<!"} {
		if strings.HasPrefix(rest, look) {
			return "look-around is not supported"
		}
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r != '-' && (r > 'z' || !isLetter(byte(r))) })
	if end < 0 {
		end = len(rest)
	}
	flags := rest[:end]
	s.opaque = strings.Contains(flags, "x")
	s.unchecked = s.unchecked || strings.ContainsAny(flags, "Ru")
	s.pos += 2
	return ""
}

// repetition reads {n}, {n,} and {n,m}; every other { is an error in Rust.
func (s *regexScan) repetition() string {
	rest := s.src[s.pos+1:]
	end := strings.IndexByte(rest, '}')
	if end >= 0 && strings.ContainsAny(rest[:end], " \t\r\n") {
		s.unchecked = true
		s.pos += end + 2
		return ""
	}
	const broken = "a { that begins no repetition; write \\{"
	if end < 0 {
		return broken
	}
	low, high, comma := strings.Cut(rest[:end], ",")
	if !digits(low) || low == "" || comma && !digits(high) {
		return broken
	}
	s.pos += end + 2
	return ""
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
