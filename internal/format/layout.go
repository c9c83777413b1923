package format

import (
	"bytes"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// itemKind says what stands on a line of its own.
type itemKind uint8

const (
	itemComment itemKind = iota
	itemHeader
	itemStatement
)

// item is a comment line, a header or a statement.
type item struct {
	kind    itemKind
	index   int         // into Document.Headers or Statements
	comment source.Span // the comment itself, or the one behind the header or statement
	blank   bool        // an empty line comes before
	tokens  []dialect.Token
}

// layout writes one document.
type layout struct {
	doc     *dialect.Document
	width   int
	respell bool // else keys, headers and values stay as they are written
	witness *witness
	entry   int // entries before this one are written
	out     bytes.Buffer
}

// file gives the whole text.
func (l *layout) file() []byte {
	items := l.items()
	l.spacing(items)
	for i := range items {
		it := &items[i]
		if it.blank {
			l.out.WriteByte('\n')
		}
		switch it.kind {
		case itemHeader:
			l.out.WriteString(l.header(it))
		case itemStatement:
			l.out.WriteString(l.statement(it))
		}
		if c := l.commentText(it.comment); c != "" {
			if it.kind != itemComment {
				l.out.WriteByte(' ')
			}
			l.out.WriteString(c)
		}
		l.out.WriteByte('\n')
	}
	return l.out.Bytes()
}

// commentText is a comment without the blanks at its end.
func (l *layout) commentText(s source.Span) string {
	return strings.TrimRight(l.doc.File.Text(s), " \t\r")
}

// items cuts the tokens into lines that matter.
func (l *layout) items() []item {
	var out []item
	tokens := l.doc.Tokens
	headers, statements, feeds := 0, 0, 0
	for i := 0; i < len(tokens); {
		it := item{blank: feeds > 1}
		start := i
		switch tokens[i].Kind {
		case dialect.Newline:
			feeds++
			i++
			continue
		case dialect.Blank:
			i++
			continue
		case dialect.Comment:
			it.comment = tokens[i].Span
			i++
		case dialect.HeaderOpen:
			it.kind, it.index = itemHeader, headers
			headers++
			i++
		default:
			it.kind, it.index = itemStatement, statements
			end := l.doc.Statements[statements].Span.End
			statements++
			for i < len(tokens) && tokens[i].Span.Start < end {
				i++
			}
		}
		it.tokens = tokens[start:i]
		for i < len(tokens) && tokens[i].Kind != dialect.Newline {
			if tokens[i].Kind == dialect.Comment {
				it.comment = tokens[i].Span
			}
			i++
		}
		out = append(out, it)
		feeds = 0
	}
	return out
}

// spacing decides where empty lines go: one before each header with the
// comments that belong to it, none below a header, and elsewhere one where the
// file has any.
func (l *layout) spacing(items []item) {
	for i := range items {
		if i == 0 || items[i-1].kind == itemHeader {
			items[i].blank = false
		}
	}
	for i := range items {
		if items[i].kind != itemHeader {
			continue
		}
		top := i
		for top > 0 && !items[top].blank && items[top-1].kind == itemComment && !disabledSetting(l.commentText(items[top-1].comment)) {
			top--
		}
		items[top].blank = top > 0
	}
}

// disabledSetting reports whether a comment looks like a setting that was
// switched off, which belongs to the table above it.
func disabledSetting(comment string) bool {
	key, _, ok := strings.Cut(strings.TrimLeft(comment, "# \t"), "=")
	key = strings.TrimRight(key, " \t")
	return ok && key != "" && strings.IndexFunc(key, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(`._-"*`, r))
	}) < 0
}

// statement writes `key = value`.
func (l *layout) statement(it *item) string {
	st := &l.doc.Statements[it.index]
	first := l.entry
	for l.entry < len(l.doc.Entries) && l.doc.Entries[l.entry].Statement == it.index {
		l.entry++
	}
	entries := l.doc.Entries[first:l.entry]
	original := l.doc.File.Text(st.KeySpan) + " = " + l.doc.File.Text(st.ValueSpan)
	prefix := ""
	if st.Header >= 0 {
		prefix = l.doc.Headers[st.Header].Name + "."
	}
	key := l.key(l.doc.File.Text(st.KeySpan))
	v := valueParser{layout: l, tokens: l.valueTokens(it, st), entries: entries}
	if n, ok := v.value(); ok && v.at == len(v.tokens) && v.taken == len(entries) {
		if text, ok := l.render(n, "", columns(key)+3); ok {
			text = key + " = " + text
			if text == l.doc.File.Text(st.Span) || l.witness.reads(text+"\n", entries, prefix) {
				return text
			}
		}
	}
	return original
}

// valueTokens are the tokens of a statement right of the equals sign.
func (l *layout) valueTokens(it *item, st *dialect.Statement) []dialect.Token {
	for i, t := range it.tokens {
		if t.Span.Start >= st.ValueSpan.Start {
			return it.tokens[i:]
		}
	}
	return nil
}
