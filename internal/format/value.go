package format

import (
	"strings"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/dialect"
)

// node is a value: a scalar, an array, or an inline table or set.
type node struct {
	open     byte // '[' or '{', 0 for a scalar
	text     string
	elements []element
	tail     []string // comments before the closing bracket
	lines    bool     // written on several lines
}

// element is one member of an array, inline table or set.
type element struct {
	comments []string // on lines of their own before it
	blank    bool     // an empty line before all this
	key      string   // of inline tables, and the member itself of sets
	value    *node    // nil for members of sets
	trailing string   // comment behind it
}

// valueParser builds nodes from the tokens of one value. It gives up on what has
// no canonical form, such as comments in inline tables.
type valueParser struct {
	layout  *layout
	tokens  []dialect.Token
	at      int
	entries []dialect.Entry
	taken   int // entries used
}

func (v *valueParser) peek() (dialect.Token, string) {
	if v.at >= len(v.tokens) {
		return dialect.Token{Kind: dialect.Invalid}, ""
	}
	t := v.tokens[v.at]
	return t, v.layout.doc.File.Text(t.Span)
}

// between is what stands between two members.
type between struct {
	feeds    int
	first    string   // comment on the line of what came before
	comments []string // on lines of their own
	blank    bool     // an empty line comes first
}

// trivia passes blanks, line feeds and comments.
func (v *valueParser) trivia() between {
	var b between
	for ; v.at < len(v.tokens); v.at++ {
		t, text := v.peek()
		switch t.Kind {
		case dialect.Blank:
		case dialect.Newline:
			b.feeds++
			b.blank = b.blank || len(b.comments) == 0 && b.feeds > 1
		case dialect.Comment:
			if text = strings.TrimRight(text, " \t\r"); b.feeds == 0 && b.first == "" {
				b.first = text
			} else {
				b.comments = append(b.comments, text)
			}
		default:
			return b
		}
	}
	return b
}

// value reads one value at the cursor.
func (v *valueParser) value() (*node, bool) {
	t, text := v.peek()
	switch {
	case t.Kind == dialect.ValueText:
		v.at++
		e, ok := v.take()
		if !ok || e.Form == dialect.SetMember {
			return nil, false
		}
		return &node{text: v.layout.scalar(e, text)}, true
	case t.Kind == dialect.Punct && text == "[":
		v.at++
		return v.array()
	case t.Kind == dialect.Punct && text == "{":
		v.at++
		return v.inline()
	}
	return nil, false
}

// take gives the entry of the scalar or member at the cursor.
func (v *valueParser) take() (*dialect.Entry, bool) {
	if v.taken >= len(v.entries) {
		return nil, false
	}
	v.taken++
	return &v.entries[v.taken-1], true
}

func (v *valueParser) array() (*node, bool) {
	n := &node{open: '['}
	b := v.trivia()
	lead, blank := b.all(), false
	n.lines = b.feeds > 0
	for {
		if _, text := v.peek(); text == "]" {
			v.at++
			n.tail = lead
			return n, true
		}
		value, ok := v.value()
		if !ok {
			return nil, false
		}
		e := element{comments: lead, blank: blank, value: value}
		before := v.trivia()
		t, text := v.peek()
		if t.Kind != dialect.Punct || text != "," && text != "]" {
			return nil, false
		}
		after := between{}
		if text == "," {
			v.at++
			after = v.trivia()
		}
		e.trailing = before.first
		if e.trailing == "" && before.feeds == 0 {
			e.trailing, after.first = after.first, ""
		}
		lead, blank = append(before.comments, after.all()...), before.blank || after.blank
		n.lines = n.lines || before.feeds+after.feeds > 0
		n.elements = append(n.elements, e)
	}
}

// all gives the comments with that on the line before.
func (b between) all() []string {
	if b.first == "" {
		return b.comments
	}
	return append([]string{b.first}, b.comments...)
}

// inline reads an inline table or set.
func (v *valueParser) inline() (*node, bool) {
	n := &node{open: '{'}
	for {
		b := v.trivia()
		n.lines = n.lines || b.feeds > 0
		t, key := v.peek()
		if t.Kind != dialect.KeyText || len(b.all()) > 0 {
			return nil, false
		}
		v.at++
		b = v.trivia()
		_, text := v.peek()
		v.at++
		e := element{key: key}
		if text == "=" {
			lead := v.trivia()
			value, ok := v.value()
			if !ok || len(lead.all()) > 0 {
				return nil, false
			}
			e.key, e.value = v.layout.key(key), value
			after := v.trivia()
			n.lines = n.lines || after.feeds > 0
			if len(after.all()) > 0 {
				return nil, false
			}
			_, text = v.peek()
			v.at++
		} else if _, ok := v.take(); !ok {
			return nil, false
		}
		n.elements = append(n.elements, e)
		switch {
		case text == "}":
			return n, len(b.all()) == 0
		case text != "," || len(b.all()) > 0:
			return nil, false
		}
	}
}

// set reports whether a node has members without values, which TOML does not
// know.
func (n *node) set() bool {
	for i := range n.elements {
		if n.open == '{' && n.elements[i].value == nil {
			return true
		}
	}
	return false
}

// columns is the width of a text on the screen, as far as characters tell.
func columns(s string) int { return utf8.RuneCountInString(s) }
