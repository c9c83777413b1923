package source

import (
	"sort"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// Span is a half-open range of byte offsets into a File. The zero value is the
// empty span at the start of the file.
type Span struct{ Start, End uint32 }

// Len is the number of bytes covered.
func (s Span) Len() int { return int(s.End - s.Start) }

// Empty reports whether the span covers no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether the offset lies inside the span.
func (s Span) Contains(off uint32) bool { return s.Start <= off && off < s.End }

// Overlaps reports whether two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Cover is the smallest span that holds both.
func (s Span) Cover(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Position is a place in a file as people and editors name it. Line and Column
// count from 1, Column in runes; Offset counts bytes from 0.
type Position struct{ Line, Column, Offset int }

// File is one input: its display name and its bytes. Methods are safe for
// concurrent use; Data must not be changed after New.
type File struct {
	Name string
	Data []byte

	once  sync.Once
	lines []uint32 // offset of the first byte of each line
}

// New wraps the bytes of an input under a display name.
func New(name string, data []byte) *File { return &File{Name: name, Data: data} }

func (f *File) table() []uint32 {
	f.once.Do(func() {
		f.lines = append(make([]uint32, 0, 64), 0)
		for i, b := range f.Data {
			if b == '\n' {
				f.lines = append(f.lines, uint32(i+1))
			}
		}
	})
	return f.lines
}

// LineCount is the number of lines; a final newline starts no further line
// unless the file is empty.
func (f *File) LineCount() int {
	t := f.table()
	if n := len(t); n > 1 && int(t[n-1]) == len(f.Data) {
		return n - 1
	}
	return len(t)
}

// Line is the number, from 1, of the line that holds the offset.
func (f *File) Line(off uint32) int {
	t := f.table()
	return sort.Search(len(t), func(i int) bool { return t[i] > off })
}

// LineSpan is the span of a line (from 1) without its line break. Lines outside
// the file give an empty span at the end.
func (f *File) LineSpan(line int) Span {
	t := f.table()
	end := uint32(len(f.Data))
	if line < 1 || line > len(t) {
		return Span{end, end}
	}
	start := t[line-1]
	if line < len(t) {
		end = t[line] - 1
	}
	if end > start && f.Data[end-1] == '\r' {
		end--
	}
	return Span{start, end}
}

// Position converts a byte offset to line and column. Offsets past the end
// count as the end; a byte that is not valid UTF-8 counts as one column.
func (f *File) Position(off uint32) Position {
	off = min(off, uint32(len(f.Data)))
	line := f.Line(off)
	start := f.table()[line-1]
	return Position{Line: line, Column: utf8.RuneCount(f.Data[start:off]) + 1, Offset: int(off)}
}

// Text is the covered text; parts outside the file are cut off. It shares the
// memory of Data, which nobody changes.
func (f *File) Text(s Span) string {
	n := uint32(len(f.Data))
	start, end := min(s.Start, n), min(s.End, n)
	if end <= start {
		return ""
	}
	return unsafe.String(&f.Data[start], end-start)
}
