package sieve

import (
	"fmt"
	"strings"
)

// Problem is a mistake in a script.
type Problem struct {
	Offset, End  int // of the place, in bytes
	Line, Column int // of the place, from 1; the column counts characters
	Message      string
	Help         string
}

// Options say what the compiler demands.
type Options struct {
	Requires bool // capabilities must be required before they are used
}

// Check gives the first mistake of a script; ok reports that there is none.
func Check(script string, o Options) (p Problem, ok bool) {
	c := checker{lexer: lexer{src: script}, options: o}
	c.script()
	if c.problem == nil {
		return Problem{}, true
	}
	before := script[:c.problem.Offset]
	c.problem.Line = 1 + strings.Count(before, "\n")
	c.problem.Column = 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
	return *c.problem, false
}

// checker reads a script until the first mistake, or until it cannot tell how the
// compiler goes on.
type checker struct {
	lexer   lexer
	options Options
	peeked  *token
	opened  []opened
	last    string // the command whose block made way for elsif or else
	done    bool
	problem *Problem

	required map[string]bool // capabilities, of all blocks
}

// opened is a block without its end.
type opened struct {
	command string
	start   int
}

func (c *checker) next() token {
	if t := c.peeked; t != nil {
		c.peeked = nil
		return *t
	}
	return c.lexer.next()
}

func (c *checker) peek() token {
	if c.peeked == nil {
		t := c.lexer.next()
		c.peeked = &t
	}
	return *c.peeked
}

// fail ends the check with a mistake. What is no token of the language is one
// wherever it stands.
func (c *checker) fail(t token, format string, args ...any) {
	if c.done {
		return
	}
	c.done = true
	p := Problem{Offset: t.start, End: t.start + 1, Message: fmt.Sprintf(format, args...)}
	switch t.kind {
	case word:
		p.End = t.start + len(t.name)
	case foreign:
		p.End = t.start + len(firstRune(c.lexer.src[t.start:]))
		p.Message, p.Help = fmt.Sprintf("the character %q has no meaning here", firstRune(c.lexer.src[t.start:])), "Texts stand in quotation marks, comments behind # or between /* and */."
	case open:
		p.Message, p.Help = "this "+t.name+" has no end", map[string]string{
			"string":  "End it with a quotation mark that no backslash stands before; a string cannot end in a backslash.",
			"comment": "End it with */.",
			"text":    "End it with a line that is a single dot.",
		}[t.name]
	}
	p.Offset, p.End = min(p.Offset, len(c.lexer.src)), min(p.End, len(c.lexer.src))
	c.problem = &p
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// unsure ends the check without a mistake.
func (c *checker) unsure() { c.done = true }

// script reads instructions up to the end.
func (c *checker) script() {
	for !c.done {
		t := c.next()
		switch {
		case t.kind == end:
			if n := len(c.opened); n > 0 {
				c.fail(token{start: c.opened[n-1].start}, "the block of %s has no }", c.opened[n-1].command)
			}
			return
		case t.kind == word:
			c.instruction(t)
		case t.kind == mark && t.name == "}" && len(c.opened) > 0:
			c.closeBlock()
		case t.kind == mark && t.name == "}":
			c.fail(t, "this } ends no block")
		case t.kind == tag && c.required["ihave"]:
			c.unsure()
		default:
			c.fail(t, "a command is expected, not %s", t)
		}
	}
}

// instruction reads what follows the name of a command.
func (c *checker) instruction(t token) {
	e, known := commands[t.name]
	switch {
	case !known && c.required["ihave"]:
		c.unsure() // the compiler skips what it does not know
	case !known:
		c.fail(t, "there is no command %s", t.name)
	case t.name == "require":
		c.require(t)
	case e.capability == "ihave" && !c.required["ihave"] || !c.may(e):
		c.fail(t, "%s needs require %q before it", t.name, e.capability)
	case (t.name == "elsif" || t.name == "else") && c.last != "if" && c.last != "elsif":
		c.fail(t, "%s without an if before it", t.name)
	case e.shape == nothing:
		c.semicolon(t, c.next())
	case e.shape == arguments:
		c.arguments(t)
	case e.shape == condition:
		c.condition(t)
	default:
		c.header(t, e.shape)
	}
}

// may reports whether a script may use a command or test.
func (c *checker) may(e entry) bool {
	return !c.options.Requires || e.capability == "" || c.required[e.capability] || c.required["ihave"]
}

// semicolon demands the end of a command.
func (c *checker) semicolon(command, t token) {
	if t.kind == mark && t.name == ";" {
		return
	}
	if t.kind == foreign && swallows(command.name) {
		c.unsure()
		return
	}
	if t.kind == end {
		t.start = command.start
	}
	c.fail(t, "a semicolon is missing behind the command %s", command.name)
}

// arguments reads strings, numbers and tags up to the semicolon.
func (c *checker) arguments(command token) {
	depth := 0
	for !c.done {
		switch t := c.next(); {
		case t.kind == text, t.kind == number, t.kind == tag, t.kind == mark && (t.name == "," || t.name == ":"):
		case t.kind == mark && t.name == "[":
			depth++
		case t.kind == mark && t.name == "]" && depth > 0:
			depth--
		case t.kind == mark && t.name == "]":
			c.fail(t, "this ] ends no list")
		case depth > 0 && t.kind != foreign && t.kind != open:
			if t.kind == end {
				t.start = command.start
			}
			c.fail(t, "a list of the command %s has no ]", command.name)
		default:
			c.semicolon(command, t)
			return
		}
	}
}

// require reads capabilities.
func (c *checker) require(command token) {
	if c.required == nil {
		c.required = map[string]bool{}
	}
	for !c.done {
		switch t := c.next(); {
		case t.kind == text:
			name := strings.ToLower(strings.ReplaceAll(t.name, `\`, ""))
			c.required[name] = true
			if name == "spamtestplus" {
				c.required["spamtest"] = true
			}
		case t.kind == mark && (t.name == "," || t.name == "[" || t.name == "]"):
		default:
			c.semicolon(command, t)
			return
		}
	}
}

// header reads what stands before a block, beside conditions.
func (c *checker) header(command token, s shape) {
	t := c.next()
	if s == loop {
		for t.kind == tag || t.kind == text || t.kind == mark && (t.name == "[" || t.name == "]") {
			t = c.next()
		}
	}
	if s == formula {
		if t.kind != text {
			c.fail(t, "an expression in quotation marks is missing behind %s", command.name)
			return
		}
		t = c.next()
	}
	switch {
	case t.kind == mark && t.name == "{":
		c.opened = append(c.opened, opened{command.name, command.start})
	case t.kind == foreign && swallows(command.name):
		c.unsure()
	default:
		if t.kind == end {
			t.start = command.start
		}
		c.fail(t, "a block is missing behind %s", command.name)
	}
}

// closeBlock handles a } and finds out whether elsif or else may follow.
func (c *checker) closeBlock() {
	n := len(c.opened) - 1
	command := c.opened[n].command
	c.opened = c.opened[:n]
	c.last = ""
	switch command {
	case "if", "elsif":
		t := c.peek()
		if t.kind == foreign {
			c.unsure() // the compiler overlooks the character
		}
		if t.kind == word && (t.name == "elsif" || t.name == "else") {
			c.last = command
		}
	case "else":
		c.last = "else"
	}
}

// String is a token for messages.
func (t token) String() string {
	switch t.kind {
	case end:
		return "the end of the script"
	case text:
		return "a string"
	case tag:
		return ":" + t.name
	}
	return t.name
}
