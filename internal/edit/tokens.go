package edit

import (
	"sort"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// tokens gives the tokens that begin in a span.
func (x *index) tokens(s source.Span) []dialect.Token {
	return x.doc.Tokens[x.token(s.Start):x.token(s.End)]
}

// token is the index of the first token that begins at an offset or behind it.
func (x *index) token(off uint32) int {
	return sort.Search(len(x.doc.Tokens), func(i int) bool { return x.doc.Tokens[i].Span.Start >= off })
}

// lineStart is the offset of the first byte of the line that holds an offset.
func (x *index) lineStart(off uint32) uint32 {
	for off > 0 && x.doc.File.Data[off-1] != '\n' {
		off--
	}
	return off
}

// lineEnd is the offset behind the line feed of the line that holds an offset,
// or the end of the file.
func (x *index) lineEnd(off uint32) uint32 {
	data := x.doc.File.Data
	for int(off) < len(data) {
		off++
		if data[off-1] == '\n' {
			break
		}
	}
	return off
}

// indent is the white space before an offset that stands first on its line.
func (x *index) indent(off uint32) string {
	start := x.lineStart(off)
	text := x.doc.File.Data[start:off]
	for _, c := range text {
		if c != ' ' && c != '\t' {
			return ""
		}
	}
	return string(text)
}

// lineBreak is the line break of the line that ends at an offset, else that of
// the file's first line.
func (x *index) lineBreak(end uint32) string {
	data := x.doc.File.Data
	if end == 0 || data[end-1] != '\n' {
		end = x.lineEnd(0)
	}
	if end > 1 && data[end-1] == '\n' && data[end-2] == '\r' {
		return "\r\n"
	}
	return "\n"
}
