package expr

import "strconv"

// entry is an operator, function or bracket that waits for its operands.
type entry struct {
	tok   *token
	array bool // [ as a function: an array, or an access by index
	build bool
	args  int // of a function or array
}

// parser is an operator-precedence parser with a stack, as the server's.
type parser struct {
	lexer
	expr      *Expr
	stack     []entry
	counts    []int // operands seen by each open function
	depth     int   // operands on the evaluation stack
	underflow bool
	tokens    int
	literal   *Constant
	missing   *token // operator that lacks an operand
	items     []item // in the order of evaluation
}

func (p *parser) run() *Problem {
	last := false // the token before was a variable or a call
	for {
		t, problem := p.next()
		if problem != nil {
			return problem
		}
		if t == nil {
			break
		}
		p.tokens++
		p.literal = t.constant
		isOperand := false
		switch t.kind {
		case tOperand:
			p.count()
			p.emit(item{tok: t})
			p.push(0)
			isOperand = t.constant == nil && t.text != "" && t.text[0] != '$'
		case tUnary, tOpen:
			p.stack = append(p.stack, entry{tok: t})
		case tClose, tCloseSq:
			if problem := p.close(t); problem != nil {
				return problem
			}
			isOperand = true
		case tBinary:
			p.binary(t)
		case tFunction, tRegex, tSetting:
			p.count()
			p.counts = append(p.counts, 0)
			p.stack = append(p.stack, entry{tok: t, args: t.args})
		case tOpenSq:
			p.openArray(t, last)
		case tComma:
			p.comma()
		}
		last = isOperand
	}
	p.expr.Strings = p.strings
	for len(p.stack) > 0 {
		if problem := p.popRest(); problem != nil {
			return problem
		}
	}
	return nil
}

// popRest empties the stack at the end of the text.
func (p *parser) popRest() *Problem {
	e := p.pop()
	switch e.tok.kind {
	case tBinary:
		p.apply(e.tok, 2)
	case tUnary:
		p.apply(e.tok, 1)
	case tFunction, tRegex, tSetting:
		return &Problem{Kind: Syntax, Start: e.tok.start, End: e.tok.end, Message: "the function " + e.tok.text + " has no arguments in parentheses"}
	default:
		return syntax(e.tok.start, e.tok.end, "a bracket is not closed")
	}
	return nil
}

func (p *parser) pop() entry {
	e := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	return e
}

// push notes a value that needs n others from the evaluation stack.
func (p *parser) push(n int) {
	if p.depth < n {
		p.underflow = true
		p.depth = n
	}
	p.depth += 1 - n
}

func (p *parser) apply(t *token, n int) {
	if p.depth < n && p.missing == nil {
		p.missing = t
	}
	p.emit(item{tok: t, args: n})
	p.push(n)
}

// emit notes a step of the evaluation.
func (p *parser) emit(it item) { p.items = append(p.items, it) }

// count notes an operand for the innermost open function.
func (p *parser) count() {
	if len(p.counts) == 0 {
		return
	}
	p.counts[len(p.counts)-1]++
	if i := max(len(p.stack)-2, 0); i < len(p.stack) && p.stack[i].build {
		p.stack[i].args++
	}
}

// precedence orders binary operators.
func precedence(op string) int {
	switch op[0] {
	case '*', '/':
		return 7
	case '+', '-':
		return 6
	case '<', '>':
		return 5
	case '!':
		return 4
	case '^':
		return 3
	case '&':
		return 2
	case '|':
		return 1
	}
	if len(op) > 1 && (op[1] == '>' || op[1] == '<') { // => and =<
		return 5
	}
	return 4
}

func (p *parser) binary(t *token) {
	if n := len(p.counts); n > 0 {
		p.counts[n-1] = max(p.counts[n-1]-1, -1<<31)
	}
	for len(p.stack) > 0 {
		top := p.stack[len(p.stack)-1].tok
		if top.kind == tBinary && precedence(t.text) <= precedence(top.text) {
			p.apply(p.pop().tok, 2)
		} else if top.kind == tUnary {
			p.apply(p.pop().tok, 1)
		} else {
			break
		}
	}
	p.stack = append(p.stack, entry{tok: t})
}

func (p *parser) comma() {
	for len(p.stack) > 0 {
		switch top := p.stack[len(p.stack)-1].tok; top.kind {
		case tBinary:
			p.apply(p.pop().tok, 2)
		case tUnary:
			p.apply(p.pop().tok, 1)
		default:
			return
		}
	}
}

func (p *parser) openArray(t *token, access bool) {
	e := entry{tok: &token{kind: tFunction, start: t.start, end: t.end, text: "["}, array: true}
	if access {
		e.args = 2
		p.counts = append(p.counts, 1)
	} else {
		p.count()
		e.build = true
		p.counts = append(p.counts, 0)
	}
	p.stack = append(p.stack, e, entry{tok: t})
}

// close ends a parenthesis or bracket and the call it belongs to.
func (p *parser) close(t *token) *Problem {
	open := tOpen
	if t.kind == tCloseSq {
		open = tOpenSq
	}
	for {
		if len(p.stack) == 0 {
			return syntax(t.start, t.end, "brackets do not match")
		}
		e := p.pop()
		if e.tok.kind == open {
			break
		}
		switch e.tok.kind {
		case tBinary:
			p.apply(e.tok, 2)
		case tUnary:
			p.apply(e.tok, 1)
		default:
			return syntax(t.start, t.end, "brackets do not match")
		}
	}
	if len(p.stack) == 0 {
		return nil
	}
	switch e := p.stack[len(p.stack)-1]; e.tok.kind {
	case tFunction:
		return p.call(e, e.args, e.args)
	case tRegex:
		return p.call(e, 1, 1)
	case tSetting:
		return p.call(e, 0, 0)
	}
	return nil
}

// call ends a function: the operands seen must be as many as it wants.
func (p *parser) call(e entry, want, take int) *Problem {
	got := p.counts[len(p.counts)-1]
	p.counts = p.counts[:len(p.counts)-1]
	if got != want {
		return arityProblem(e, want, got)
	}
	p.pop()
	p.emit(item{tok: e.tok, args: take, array: e.array, build: e.build})
	p.push(take)
	return nil
}

func arityProblem(e entry, want, got int) *Problem {
	name := e.tok.text
	if e.array {
		return &Problem{Kind: Arity, Start: e.tok.start, End: e.tok.end, Message: "the items of an array must be single values without a sign, and an index must be one value"}
	}
	if e.tok.kind != tFunction { // the quoted argument was counted by the server apart
		want, got = want+1, got+1
	}
	return &Problem{Kind: Arity, Start: e.tok.start, End: e.tok.start + len(name), Message: "the function " + name + " takes " + plural(want) + ", not " + strconv.Itoa(max(got, 0))}
}

func plural(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return strconv.Itoa(n) + " arguments"
}

// meaning says why an accepted expression cannot be what is meant.
func (p *parser) meaning() Problem {
	m := Problem{Kind: Meaningless, End: len(p.src)}
	switch {
	case p.tokens == 0:
		m.Message = "the expression is empty: the server takes the setting as not given"
	case p.missing != nil:
		m.Start, m.End = p.missing.start, p.missing.end
		m.Message = "an operand is missing beside " + p.missing.text + ": the server takes the expression all the same"
	default:
		m.Message = "two values stand side by side without an operator: only the last one counts"
	}
	return m
}
