package dialect

import (
	"fmt"

	"github.com/stalcfg/stalcfg/internal/source"
)

// Generation is one of the three behaviours the server's parser has had.
type Generation uint8

// The generations, oldest first. The zero value is the newest on purpose.
const (
	Gen015 Generation = iota // 0.13.1 and later
	Gen012                   // 0.7.0 to 0.13.0
	Gen06                    // up to 0.6
)

// String is the name used on the command line: "0.15", "0.12", "0.6".
func (g Generation) String() string {
	switch g {
	case Gen012:
		return "0.12"
	case Gen06:
		return "0.6"
	}
	return "0.15"
}

// ParseGeneration reads the command-line name.
func ParseGeneration(s string) (Generation, error) {
	for _, g := range []Generation{Gen015, Gen012, Gen06} {
		if g.String() == s {
			return g, nil
		}
	}
	return 0, fmt.Errorf("unknown dialect generation %q (use 0.6, 0.12 or 0.15)", s)
}

// TokenKind classifies a run of bytes. Tokens of a Document concatenate to the
// file.
type TokenKind uint8

// The kinds of token.
const (
	Blank       TokenKind = iota // spaces, tabs, carriage returns
	Newline                      // one line feed
	Comment                      // from # to the end of the line, without the line feed
	HeaderOpen                   // [ or [[
	HeaderName                   // text between the brackets, quotes included
	HeaderClose                  // ] or ]]
	HeaderRest                   // text after a header, which the server ignores
	KeyText                      // the key left of =, blanks inside it included
	Equals                       // =
	ValueText                    // one scalar with its quotes
	Punct                        // [ ] { } , inside values
	Invalid                      // bytes skipped by error recovery
)

// Token is a kind and the bytes it covers.
type Token struct {
	Kind TokenKind
	Span source.Span
}

// Form tells how a value is written.
type Form uint8

// The forms of a value.
const (
	Bare         Form = iota // unquoted word or number
	Basic                    // "..."
	Literal                  // '...'; the server processes escapes here too
	MultiBasic               // """..."""
	MultiLiteral             // '''...'''
	SetMember                // { "a", b }: a key with an empty value
	EnvReference             // !NAME, up to 0.6
)

// Quoted reports whether the value has quotes around it.
func (f Form) Quoted() bool { return f >= Basic && f <= MultiLiteral }

// Header is one [table] or [[array of tables]] line.
type Header struct {
	Name     string      // flattened name as the server builds it, with .0000 for arrays
	Base     string      // the name without the array index
	Array    bool        // [[...]]
	Index    int         // position given by the server when Array
	Span     source.Span // from the first [ to the last ]
	NameSpan source.Span // between the brackets
	Rest     source.Span // ignored text after the header on its line, comments and blanks left out; empty if none
}

// Entry is one flattened setting in the order of the file.
type Entry struct {
	Key       string      // flattened key as the server stores it
	Value     string      // text as the server stores it, escapes processed
	KeySpan   source.Span // the key as written; for array elements the key they belong to
	ValueSpan source.Span // the scalar with its quotes; for set members the member
	Statement int         // index into Document.Statements
	Form      Form        // how the value is written
	Duplicate bool        // an earlier entry has the same key: the server stops here
	Nested    bool        // inside an array or inline table
}

// Statement is one `key = value` of the file, whose value may be an array or an
// inline table and so give several entries, or none (`key = []`).
type Statement struct {
	Key       string      // flattened key left of =
	KeySpan   source.Span // the key as written, blanks at the ends left out
	ValueSpan source.Span // the whole value, arrays and inline tables included
	Span      source.Span // from the key to the end of the value
	Header    int         // index into Document.Headers, -1 before the first
	Comment   source.Span // comment after the value on its last line, empty if none
	Broken    bool        // recovery gave up inside this statement
}

// ErrorKind names what the server's parser stumbled over; the words are those
// of the recorded vectors.
type ErrorKind string

// The kinds of syntax error.
const (
	ErrEOF          ErrorKind = "eof"
	ErrEOL          ErrorKind = "eol"
	ErrUnexpected   ErrorKind = "unexpected"
	ErrExpected     ErrorKind = "expected"
	ErrEmptyKey     ErrorKind = "empty-key"
	ErrEmptyTable   ErrorKind = "empty-table"
	ErrDuplicateKey ErrorKind = "duplicate-key"
	ErrNesting      ErrorKind = "nesting"
	ErrEncoding     ErrorKind = "encoding" // not UTF-8: the server starts with an empty configuration

	// ErrTooLarge is not the server's: the flattened keys together take so much
	// memory, compared with the file, that Parse reads no further. Nothing is
	// known about what the server makes of such a file.
	ErrTooLarge ErrorKind = "too-large"
)

// SyntaxError is one place where the server's parser would stop. The first of
// a Document is the one it does stop at; the others come from reading on.
type SyntaxError struct {
	Kind   ErrorKind
	Line   int         // line the server names, from 1
	Span   source.Span // the offending bytes
	Opened source.Span // where the construct began (quote, bracket, first definition), empty if none
	Detail string      // what was found and what would be accepted, in our words
	Key    string      // flattened key being read, if any
}

// Document is a file as the server reads it.
type Document struct {
	File       *source.File
	Generation Generation
	Tokens     []Token
	Headers    []Header
	Statements []Statement
	Entries    []Entry
	Errors     []SyntaxError
}

// Accepted reports whether the server takes the file. It is false as well for a
// file that Parse gave up on (ErrTooLarge).
func (d *Document) Accepted() bool { return len(d.Errors) == 0 }
