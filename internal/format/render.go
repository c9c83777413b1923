package format

import "strings"

// indent is one step to the right.
const indent = "  "

// render writes a value that begins at a column. ok is false for what has to
// stay as it is written.
func (l *layout) render(n *node, in string, column int) (text string, ok bool) {
	flat, ok := l.flatten(n)
	switch {
	case n.open == 0:
		return n.text, true
	case n.open == '{' && ok && n.lines && n.set():
		return l.setLines(n, in), true
	case n.open == '{':
		return flat, ok
	case ok && !n.lines && column+longest(flat) <= l.width:
		return flat, true
	case len(n.elements) == 0 && len(n.tail) == 0:
		return "[]", true
	}
	return l.arrayLines(n, in)
}

// longest is the width of the widest line.
func longest(text string) int {
	n := 0
	for _, line := range strings.Split(text, "\n") {
		n = max(n, columns(line))
	}
	return n
}

// arrayLines writes an array one element a line.
func (l *layout) arrayLines(n *node, in string) (string, bool) {
	var b strings.Builder
	b.WriteString("[\n")
	inner := in + indent
	for i := range n.elements {
		e := &n.elements[i]
		if e.blank && i > 0 {
			b.WriteByte('\n')
		}
		for _, c := range e.comments {
			b.WriteString(inner + c + "\n")
		}
		text, ok := l.render(e.value, inner, columns(inner))
		if !ok {
			return "", false
		}
		b.WriteString(inner + text + ",")
		if e.trailing != "" {
			b.WriteString(" " + e.trailing)
		}
		b.WriteByte('\n')
	}
	for _, c := range n.tail {
		b.WriteString(inner + c + "\n")
	}
	b.WriteString(in + "]")
	return b.String(), true
}

// setLines writes a set one member a line. The server takes no line feed
// between the last member and the closing bracket.
func (l *layout) setLines(n *node, in string) string {
	parts := make([]string, len(n.elements))
	for i := range n.elements {
		e := &n.elements[i]
		text := e.key
		if e.value != nil {
			text, _ = l.member(e) // has no comments: the caller looked
		}
		parts[i] = in + indent + text
	}
	return "{\n" + strings.Join(parts, ",\n") + " }"
}

// flatten writes a value on one line. ok is false when it has comments.
func (l *layout) flatten(n *node) (text string, ok bool) {
	if n.open == 0 {
		return n.text, true
	}
	parts := make([]string, len(n.elements))
	for i := range n.elements {
		e := &n.elements[i]
		if len(e.comments) > 0 || e.trailing != "" {
			return "", false
		}
		if parts[i], ok = l.member(e); !ok {
			return "", false
		}
	}
	list := strings.Join(parts, ", ")
	if n.open == '{' {
		return "{ " + list + " }", true
	}
	return "[" + list + "]", len(n.tail) == 0
}

// member writes one member on one line. One of a set gets the empty value that the
// server reads there, so that the set becomes an inline table of TOML, which knows
// none on several lines: those stay sets.
func (l *layout) member(e *element) (text string, ok bool) {
	switch {
	case e.value == nil && l.respell:
		return l.key(e.key) + ` = ""`, true
	case e.value == nil:
		return e.key, true
	}
	if text, ok = l.flatten(e.value); ok && e.key != "" {
		text = e.key + " = " + text
	}
	return text, ok
}
