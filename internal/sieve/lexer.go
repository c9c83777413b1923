package sieve

// kind classifies tokens.
type kind uint8

const (
	end     kind = iota
	word         // a name: of a command, a test, or unknown
	tag          // :name
	number       // 10K
	text         // "…" or text: …
	mark         // one of { } ( ) [ ] , ; :
	foreign      // a character that no token begins with
	open         // a string or comment without its end
)

// token is a piece of a script. Name is lower case.
type token struct {
	kind  kind
	name  string // of words and tags; the character of marks; the contents of texts; what is open
	start int
}

// lexer cuts a script into tokens with the compiler's quirks: a backslash before a
// quotation mark always escapes it, also when it is escaped itself, and a word at the
// very end of the script is lost.
type lexer struct {
	src    string
	pos    int
	word   []byte
	wordAt int
	isTag  bool
	queue  []token
}

func alphabetic(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// next gives the next token.
func (l *lexer) next() token {
	if len(l.queue) > 0 {
		t := l.queue[0]
		l.queue = l.queue[1:]
		return t
	}
	for l.pos < len(l.src) {
		at := l.pos
		c := l.src[at]
		l.pos++
		switch {
		case alphabetic(c), c >= '0' && c <= '9', c == '_', c == '.', c == '$':
			if len(l.word) == 0 {
				l.wordAt = at
			}
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			l.word = append(l.word, c)
			continue
		case c == ':' && len(l.word) == 0 && l.pos < len(l.src) && alphabetic(l.src[l.pos]):
			l.isTag = true
			continue
		case c == ':' && string(l.word) == "text":
			at = l.wordAt
			l.word, l.isTag = l.word[:0], false
			return l.block(at)
		}
		if t, ok := l.other(c, at); ok {
			return t
		}
	}
	return token{kind: end, start: len(l.src)}
}

// other handles a character that ends a word. Not every one makes a token.
func (l *lexer) other(c byte, at int) (token, bool) {
	switch c {
	case '"':
		l.pushWord()
		l.queue = append(l.queue, l.quoted(at))
	case '{', '}', ';', ',', '[', ']', '(', ')', ':':
		l.pushWord()
		l.queue = append(l.queue, token{mark, string(c), at})
	case '/':
		if l.pos >= len(l.src) || l.src[l.pos] != '*' {
			l.pos = min(l.pos+1, len(l.src))
			return token{foreign, "/", at}, true
		}
		l.pushWord()
		if t, ok := l.comment(at); !ok {
			l.queue = append(l.queue, t)
		}
	case '#':
		l.pushWord()
		for l.pos < len(l.src) && l.src[l.pos-1] != '\n' {
			l.pos++
		}
	case '\n', ' ', '\t', '\r':
		l.pushWord()
	default:
		return token{foreign, l.src[at : at+1], at}, true
	}
	if len(l.queue) == 0 {
		return token{}, false
	}
	t := l.queue[0]
	l.queue = l.queue[1:]
	return t, true
}

// pushWord queues the word that was read, if there is one.
func (l *lexer) pushWord() {
	if len(l.word) == 0 {
		return
	}
	t := token{word, string(l.word), l.wordAt}
	switch {
	case l.isTag:
		t.kind, t.start = tag, l.wordAt-1
	case isNumber(t.name):
		t.kind = number
	}
	l.word, l.isTag = l.word[:0], false
	l.queue = append(l.queue, t)
}

// isNumber reports digits with one of the units k, m and g.
func isNumber(s string) bool {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	rest := s[digits:]
	return digits > 0 && (rest == "" || rest == "k" || rest == "m" || rest == "g")
}

// quoted reads a string behind its opening quotation mark.
func (l *lexer) quoted(at int) token {
	from := l.pos
	for ; l.pos < len(l.src); l.pos++ {
		if l.src[l.pos] == '"' && l.src[l.pos-1] != '\\' {
			l.pos++
			return token{text, l.src[from : l.pos-1], at}
		}
	}
	return token{open, "string", at}
}

// comment reads on behind the /.
func (l *lexer) comment(at int) (token, bool) {
	l.pos++
	for from := l.pos; l.pos < len(l.src); l.pos++ {
		if l.src[l.pos] == '/' && l.pos > from && l.src[l.pos-1] == '*' {
			l.pos++
			return token{}, true
		}
	}
	return token{open, "comment", at}, false
}

// block reads the lines behind text: up to one that is a single dot.
func (l *lexer) block(at int) token {
	for l.pos < len(l.src) && l.src[l.pos-1] != '\n' {
		l.pos++
	}
	from := l.pos
	for l.pos < len(l.src) {
		line := l.src[l.pos:]
		n := 0
		for n < len(line) && line[n] != '\n' {
			n++
		}
		if n == len(line) {
			break
		}
		l.pos += n + 1
		if line = line[:n]; line == "." || line == ".\r" {
			return token{text, l.src[from : l.pos-n-1], at}
		}
	}
	l.pos = len(l.src)
	return token{open, "text", at}
}
