package expr

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
)

// takeWord turns the collected word into a token.
func (l *lexer) takeWord() (*token, *Problem) {
	w := string(l.word)
	l.word, l.dotted = l.word[:0], false
	t := &token{kind: tOperand, start: l.wordAt, end: l.wordAt + len(w), text: w}
	digits := strings.ContainsAny(w, "0123456789")
	letters := strings.IndexFunc(w, func(r rune) bool {
		return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '_' || r == '$'
	}) >= 0
	if digits && !letters {
		return t, number(t)
	}
	switch {
	case w == "true" || w == "false":
		t.constant = &Constant{"boolean", w}
	case len(w) > 1 && w[0] == '$': // a capture, or a global variable
	default:
		if n, ok := arity(w); ok {
			t.kind, t.args = tFunction, n
			return t, nil
		}
		return t, l.name(t)
	}
	return t, nil
}

// number reads digits as an integer, with a dot as a float.
func number(t *token) *Problem {
	if strings.Contains(t.text, ".") {
		if _, err := schema.ParseFloat(t.text); err != nil {
			return syntax(t.start, t.end, t.text+" is not a number; text stands in quotes")
		}
		t.constant = &Constant{"float", t.text}
		return nil
	}
	if _, err := strconv.ParseInt(t.text, 10, 64); err != nil {
		return syntax(t.start, t.end, t.text+" is not a number of 64 bits")
	}
	t.constant = &Constant{"integer", t.text}
	return nil
}

// name looks a word up among the variables and constants of the setting; a
// duration is a number of milliseconds.
func (l *lexer) name(t *token) *Problem {
	switch {
	case l.scope.variable(t.text):
		return nil
	case l.scope.constant(t.text):
		t.constant = &Constant{"constant", t.text}
		return nil
	}
	if _, err := schema.ParseDuration(t.text); err == nil {
		t.constant = &Constant{"duration", t.text}
		return nil
	}
	return l.unknown(t)
}

// unknown explains a word that means nothing here.
func (l *lexer) unknown(t *token) *Problem {
	p := &Problem{Kind: UnknownName, Start: t.start, End: t.end}
	rest := strings.TrimLeft(l.src[min(t.end, len(l.src)):], " ")
	call := strings.HasPrefix(rest, "(")
	if call {
		p.Kind = UnknownFunction
		p.Message = t.text + " is not a function"
		if t.text == "matches" || t.text == "config_get" {
			p.Message = t.text + " must be followed by its parenthesis without a blank"
			p.Suggestion = t.text + "("
			return p
		}
		p.Suggestion = nearest(t.text, Functions())
		return p
	}
	if everyVariable(t.text) {
		p.Kind = NotHere
		p.Message = "the variable " + t.text + " is not available for this setting"
		return p
	}
	var names []string
	if l.scope != nil {
		names = append(append(names, l.scope.Variables...), l.scope.Constants...)
	}
	if name, end := l.hyphenated(t, names); name != "" {
		p.End, p.Suggestion = end, name
		p.Message = l.src[t.start:end] + " is not a variable; its words are joined with _"
		return p
	}
	if p.Suggestion = nearest(t.text, names); p.Suggestion != "" {
		p.Message = t.text + " is not a variable or constant of this setting"
		return p
	}
	p.Kind = UnquotedString
	p.Message = t.text + " is not a variable or constant of this setting; a text stands in quotes inside the expression"
	p.Suggestion = "'" + t.text + "'"
	return p
}

// hyphenated finds a variable that is written with hyphens, as releases up to
// 0.5 had them, and where it ends.
func (l *lexer) hyphenated(t *token, names []string) (string, int) {
	end := t.start
	for end < len(l.src) && (l.src[end] == '-' || l.src[end] == '_' || l.src[end] >= '0' && l.src[end] <= '9' || l.src[end]|0x20 >= 'a' && l.src[end]|0x20 <= 'z') {
		end++
	}
	if name := strings.ReplaceAll(l.src[t.start:end], "-", "_"); end > t.end && contains(names, name) {
		return name, end
	}
	return "", 0
}

// everyVariable reports a variable that some setting has.
func everyVariable(name string) bool {
	for _, set := range schema.VariableSets() {
		if contains(set, name) {
			return true
		}
	}
	return false
}

// nearest is the word that differs in one letter, in two for longer ones.
func nearest(word string, words []string) string {
	best, cost := "", 3
	for _, w := range words {
		limit := 1
		if len(w) > 6 {
			limit = 2
		}
		if len(word) > len(w)+limit || len(w) > len(word)+limit {
			continue // the distance is at least the difference in length
		}
		if d := schema.Distance(word, w); d <= limit && d < cost {
			best, cost = w, d
		}
	}
	return best
}
