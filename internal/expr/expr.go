package expr

// Scope is what an expression of one setting may name.
type Scope struct {
	Variables []string
	Constants []string // words that stand for values of the setting
}

func (s *Scope) variable(name string) bool { return s != nil && contains(s.Variables, name) }
func (s *Scope) constant(name string) bool { return s != nil && contains(s.Constants, name) }

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// Kind classifies a problem.
type Kind uint8

// The kinds of problem.
const (
	Syntax          Kind = iota // the server refuses the text
	UnknownName                 // a word that is no variable, function or constant
	NotHere                     // a variable that other settings have
	UnquotedString              // a word that was probably meant as a string
	UnknownFunction             //
	Arity                       // wrong number of arguments
	BadRegex                    //
	Meaningless                 // accepted, but cannot be what is meant
)

// Problem is one thing to say about an expression.
type Problem struct {
	Kind       Kind
	Start, End int // byte offsets in the text
	Message    string
	Suggestion string // what to write instead, or ""
}

// cause is the problem that led to another one: a quote that a single = took
// away makes a text look like names, or like one that is not closed.
func cause(text string, swallowed []int, problem *Problem) *Problem {
	for _, at := range swallowed {
		if c := text[at+1]; c == '\'' || c == '"' {
			return syntax(at, at+1, "a single = takes the character behind it away, here an opening quote: write ==")
		}
	}
	return problem
}

// Constant is the value of an expression that is a single literal.
type Constant struct {
	Kind string // "integer", "float", "string", "duration", "boolean" or "constant"
	Text string
}

// Expr is an expression as the server reads it.
type Expr struct {
	Accepted   bool // the server takes it, regular expressions apart
	WellFormed bool // and every operator has its operands
	Problems   []Problem
	Constant   *Constant // when the whole is one literal
	Strings    []Literal // string literals in order
	Swallowed  []int     // offsets of each single = that took away a character that matters

	items []item // the steps of the evaluation, operands before what needs them
}

// Literal is a string of an expression with the call it is an argument of.
type Literal struct {
	Text       string
	Start, End int
	Function   string // innermost function around it, or ""
	Argument   int    // from 0
}

// Parse reads an expression.
func Parse(text string, scope *Scope) *Expr {
	e := &Expr{}
	p := parser{lexer: lexer{src: text, scope: scope, start: true}, expr: e}
	problem := p.run()
	e.Swallowed = p.swallowed
	if problem != nil {
		e.Problems = append(e.Problems, *cause(text, p.swallowed, problem))
		return e
	}
	e.Problems = append(e.Problems, p.regexes...)
	e.Accepted = true
	e.WellFormed = !p.underflow && p.depth == 1
	e.items = p.items
	if !e.WellFormed {
		e.Problems = append(e.Problems, p.meaning())
	}
	if p.tokens == 1 {
		e.Constant = p.literal
	}
	return e
}
