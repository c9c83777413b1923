package expr

import (
	"regexp"
	"strconv"

	"github.com/stalcfg/stalcfg/schema"
)

// Env is what an expression is evaluated against. What it does not know it
// gives as the zero Value.
type Env interface {
	Variable(name string) Value
	// Call carries out a function that asks directories, stores or the
	// network; those that only work on their arguments are not asked for.
	Call(function string, args []Value) Value
}

// item is one step of an evaluation.
type item struct {
	tok   *token
	args  int  // values taken from the stack
	array bool // of an array
	build bool // which is built, not accessed
}

// Eval computes what the server would, as far as the environment tells. An
// expression that is not well formed gives an unknown value (Stalwart v0.15.5
// crates/common/src/expr/eval.rs:188).
func (e *Expr) Eval(env Env) Value {
	if !e.Accepted || !e.WellFormed {
		return Value{}
	}
	var stack []Value
	for i := range e.items {
		it := &e.items[i]
		if len(stack) < it.args {
			return Value{}
		}
		args := stack[len(stack)-it.args:]
		v := it.eval(env, args)
		stack = append(stack[:len(stack)-it.args], v)
	}
	if len(stack) != 1 {
		return Value{}
	}
	return stack[0]
}

func (it *item) eval(env Env, args []Value) Value {
	switch it.tok.kind {
	case tOperand:
		return operand(env, it.tok)
	case tUnary:
		return unary(it.tok.text, args[0])
	case tBinary:
		return binary(it.tok.text, args[0], args[1])
	case tRegex:
		return matchValue(it.tok.quoted, args[0])
	case tFunction:
		switch {
		case it.build:
			return Value{Kind: List, List: append([]Value{}, args...)}
		case it.array:
			return access(args[0], args[1])
		}
		return call(env, it.tok.text, args)
	}
	return Value{}
}

func operand(env Env, t *token) Value {
	c := t.constant
	if c == nil {
		if t.text == "" || t.text[0] == '$' {
			return Value{}
		}
		return env.Variable(t.text)
	}
	switch c.Kind {
	case "string":
		return TextValue(c.Text)
	case "boolean":
		return BoolValue(c.Text == "true")
	case "integer":
		if n, err := strconv.ParseInt(c.Text, 10, 64); err == nil {
			return IntValue(n)
		}
	case "float":
		if f, err := schema.ParseFloat(c.Text); err == nil {
			return Value{Kind: Float, Num: f}
		}
	case "duration":
		if ms, err := schema.ParseDuration(c.Text); err == nil {
			return IntValue(int64(ms))
		}
	}
	return Value{}
}

func unary(op string, v Value) Value {
	if op == "!" {
		if truth, ok := v.Truth(); ok {
			return BoolValue(!truth)
		}
		return Value{}
	}
	if v.Kind == Unknown {
		return v
	}
	v = v.number()
	return Value{Kind: v.Kind, Int: -v.Int, Num: -v.Num}
}

// binary applies an operator. And and or may be known from one side alone.
func binary(op string, a, b Value) Value {
	x, xKnown := a.Truth()
	y, yKnown := b.Truth()
	switch op[0] {
	case '&':
		if xKnown && !x || yKnown && !y {
			return BoolValue(false)
		}
	case '|':
		if xKnown && x || yKnown && y {
			return BoolValue(true)
		}
	}
	if !a.known() || !b.known() {
		return Value{}
	}
	switch op[0] {
	case '&':
		return BoolValue(x && y)
	case '|':
		return BoolValue(x || y)
	case '^':
		return BoolValue(x != y)
	case '!':
		return BoolValue(!equal(a, b))
	case '+':
		return add(a, b)
	case '=', '<', '>':
		return comparison(op, a, b)
	}
	return Value{} // arithmetic that no condition of a session needs
}

// comparison applies =, ==, <, <=, >, >= and their misspellings => and =<.
func comparison(op string, a, b Value) Value {
	less, greater, orEqual := op[0] == '<', op[0] == '>', len(op) > 1 && op[1] == '='
	if op[0] == '=' {
		switch {
		case len(op) > 1 && op[1] == '>':
			greater, orEqual = true, true
		case len(op) > 1 && op[1] == '<':
			less, orEqual = true, true
		default:
			return BoolValue(equal(a, b))
		}
	}
	if a.Kind == List || b.Kind == List {
		return Value{}
	}
	c := compare(a, b)
	return BoolValue(less && c < 0 || greater && c > 0 || orEqual && c == 0)
}

func add(a, b Value) Value {
	switch {
	case a.Kind == List || b.Kind == List:
		return Value{}
	case a.Kind == Integer && b.Kind == Integer:
		return IntValue(a.Int + b.Int)
	case a.Kind == String && a.Text == "":
		return b
	case b.Kind == String && b.Text == "":
		return a
	case a.Kind == String || b.Kind == String:
		return TextValue(a.str() + b.str())
	}
	return Value{Kind: Float, Num: a.float() + b.float()}
}

func access(list, index Value) Value {
	if list.Kind == Unknown || index.Kind != Integer {
		return Value{}
	}
	items := list.List
	if list.Kind != List {
		items = []Value{list}
	}
	if index.Int < 0 || index.Int >= int64(len(items)) {
		return IntValue(0)
	}
	return items[index.Int]
}

// matchValue applies a regular expression where this program's engine reads the
// pattern as the server's does.
func matchValue(pattern string, v Value) Value {
	if !v.known() {
		return Value{}
	}
	if verdict, _ := CheckRegex(pattern); verdict != OK {
		return Value{}
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return Value{}
	}
	return BoolValue(re.MatchString(v.str()))
}
