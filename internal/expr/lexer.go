package expr

import (
	"strconv"
	"strings"
)

// tokenKind classifies tokens of an expression.
type tokenKind uint8

const (
	tOperand  tokenKind = iota // variable, constant, string, capture
	tUnary                     // ! and -
	tBinary                    //
	tOpen                      // (
	tClose                     // )
	tComma                     //
	tOpenSq                    // [
	tCloseSq                   // ]
	tFunction                  //
	tRegex                     // matches( with its pattern
	tSetting                   // config_get( with its key
)

type token struct {
	kind       tokenKind
	start, end int
	text       string // operator, name or value
	quoted     string // the first argument of matches( and config_get(
	args       int    // of a function
	constant   *Constant
}

// lexer cuts a text into tokens with the server's quirks.
type lexer struct {
	src     string
	scope   *Scope
	pos     int
	word    []byte
	wordAt  int
	dotted  bool // the word has a dot
	depth   int
	start   bool // an operand is expected, so that - is a sign
	eof     bool
	queued  *token
	strings []Literal
	regexes []Problem // faults of regular expressions

	swallowed []int // see Expr
}

func syntax(start, end int, message string) *Problem {
	return &Problem{Kind: Syntax, Start: start, End: end, Message: message}
}

// next gives the next token, nil at the end.
func (l *lexer) next() (*token, *Problem) {
	if t := l.queued; t != nil {
		l.queued = nil
		return t, nil
	}
	for !l.eof && l.pos < len(l.src) {
		c := l.src[l.pos]
		at := l.pos
		l.pos++
		if l.inWord(c) {
			if len(l.word) == 0 {
				l.wordAt = at
			}
			l.word = append(l.word, c)
			l.dotted = l.dotted || c == '.'
			continue
		}
		if c == '}' {
			l.eof = true
			break
		}
		t, problem := l.after(c, at)
		if t != nil || problem != nil {
			return t, problem
		}
	}
	if l.depth > 0 {
		return nil, syntax(len(l.src), len(l.src), "a parenthesis is not closed")
	}
	if len(l.word) > 0 {
		return l.takeWord()
	}
	return nil, nil
}

func (l *lexer) inWord(c byte) bool {
	switch {
	case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '_', c == '$', c == '.':
		return true
	case c == ':':
		return l.dotted
	case c == '*':
		return len(l.word) > 0 && l.word[len(l.word)-1] == '.'
	}
	return false
}

// after handles a character behind a word or between tokens. It gives the word,
// if there was one, and keeps the character's own token for the next call.
func (l *lexer) after(c byte, at int) (*token, *Problem) {
	var prev *token
	var problem *Problem
	switch {
	case c == '(' && string(l.word) == "matches":
		prev, problem = l.literalCall(tRegex)
	case c == '(' && string(l.word) == "config_get":
		prev, problem = l.literalCall(tSetting)
	case len(l.word) > 0:
		l.start = false
		prev, problem = l.takeWord()
	}
	if problem != nil {
		return nil, problem
	}
	if c == ' ' || c == '\r' || c == '\n' {
		return prev, nil
	}
	t, problem := l.operator(c, at)
	if problem != nil {
		return nil, problem
	}
	l.start = t.kind == tOpen || t.kind == tComma || t.kind == tBinary
	if prev != nil {
		l.queued = t
		return prev, nil
	}
	return t, nil
}

// operator reads the token that begins with a character outside words.
func (l *lexer) operator(c byte, at int) (*token, *Problem) {
	tok := func(kind tokenKind) *token {
		return &token{kind: kind, start: at, end: l.pos, text: l.src[at:min(l.pos, len(l.src))]}
	}
	switch c {
	case '&', '|':
		l.skip(c)
		return tok(tBinary), nil
	case '!':
		if l.skip('=') {
			return tok(tBinary), nil
		}
		return tok(tUnary), nil
	case '^', '+', '*', '/':
		return tok(tBinary), nil
	case '(':
		l.depth++
		return tok(tOpen), nil
	case ')':
		if l.depth == 0 {
			return nil, syntax(at, l.pos, "a parenthesis is closed that was never opened")
		}
		l.depth--
		return tok(tClose), nil
	case '-':
		if l.start {
			return tok(tUnary), nil
		}
		return tok(tBinary), nil
	case '=': // swallows whatever follows
		if l.pos < len(l.src) {
			if strings.IndexByte("=<> \t\r\n", l.src[l.pos]) < 0 {
				l.swallowed = append(l.swallowed, at)
			}
			l.pos++
		}
		return tok(tBinary), nil
	case '<', '>':
		l.skip('=')
		return tok(tBinary), nil
	case ',':
		return tok(tComma), nil
	case '[':
		return tok(tOpenSq), nil
	case ']':
		return tok(tCloseSq), nil
	case '"', '\'':
		return l.quoted(c, at)
	}
	return nil, syntax(at, at+1, "the character "+showByte(c)+" cannot stand in an expression")
}

func showByte(c byte) string {
	switch {
	case c == '\t':
		return "tab"
	case c < ' ' || c >= 0x7f:
		return "0x" + strconv.FormatUint(uint64(c), 16)
	}
	return string(rune(c))
}

func (l *lexer) skip(c byte) bool {
	if l.pos < len(l.src) && l.src[l.pos] == c {
		l.pos++
		return true
	}
	return false
}

func (l *lexer) quoted(q byte, at int) (*token, *Problem) {
	value, problem := l.stringUntil(q, at)
	if problem != nil {
		return nil, problem
	}
	l.strings = append(l.strings, Literal{Text: value, Start: at, End: l.pos})
	return &token{kind: tOperand, start: at, end: l.pos, text: value, constant: &Constant{"string", value}}, nil
}

// stringUntil reads up to the closing quote. A backslash stays in the text; \n,
// \r and \t translate behind it, and one made by an escape escapes again.
func (l *lexer) stringUntil(q byte, at int) (string, *Problem) {
	var buf []byte
	var last byte
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		l.pos++
		switch {
		case last != '\\' && c == q:
			return string(buf), nil
		case last != '\\':
			buf = append(buf, c)
		case c == 'n':
			buf = append(buf, '\n')
		case c == 'r':
			buf = append(buf, '\r')
		case c == 't':
			buf = append(buf, '\t')
		default:
			buf = append(buf, c)
		}
		last = c
	}
	return "", syntax(at, len(l.src), "a string is not closed")
}

// find passes white space and demands one of the characters.
func (l *lexer) find(set string) (byte, *Problem) {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		l.pos++
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' {
			continue
		}
		if strings.IndexByte(set, c) >= 0 {
			return c, nil
		}
		what := "a comma is expected"
		if set != "," {
			what = "a quoted text is expected"
		}
		return 0, syntax(l.pos-1, l.pos, what)
	}
	return 0, syntax(len(l.src), len(l.src), "the expression ends too early")
}

// literalCall reads the quoted first argument of matches( or config_get(.
func (l *lexer) literalCall(kind tokenKind) (*token, *Problem) {
	name := string(l.word)
	t := &token{kind: kind, start: l.wordAt, text: name}
	l.word, l.dotted = l.word[:0], false
	q, problem := l.find(`"'`)
	if problem != nil {
		return nil, problem
	}
	at := l.pos - 1
	value, problem := l.stringUntil(q, at)
	if problem != nil {
		return nil, problem
	}
	t.end, t.quoted = l.pos, value
	l.strings = append(l.strings, Literal{Text: value, Start: at, End: l.pos, Function: name})
	if kind == tRegex {
		if verdict, why := CheckRegex(value); verdict == Invalid {
			l.regexes = append(l.regexes, Problem{Kind: BadRegex, Start: at, End: l.pos, Message: "the regular expression is not valid: " + why})
		}
		if _, problem = l.find(","); problem != nil {
			return nil, problem
		}
	}
	return t, nil
}
