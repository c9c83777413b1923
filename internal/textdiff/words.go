package textdiff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Segment is a part of a value: on both sides, only in the old, or only in the
// new one.
type Segment struct {
	Kind Kind
	Text string
}

// Words compares two values by their words. The old value is the texts of all
// segments but the inserted ones, the new value those of all but the deleted.
func Words(old, new string) []Segment {
	a, b := words(old), words(new)
	if len(a)*len(b) > maxGap {
		return compact([]Segment{{Delete, old}, {Insert, new}})
	}
	var out []Segment
	i, j := 0, 0
	for _, d := range diffRunes(intern(a, b)) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			out = append(out, Segment{Equal, strings.Join(a[i:i+n], "")})
			i, j = i+n, j+n
		case diffmatchpatch.DiffDelete:
			out = append(out, Segment{Delete, strings.Join(a[i:i+n], "")})
			i += n
		default:
			out = append(out, Segment{Insert, strings.Join(b[j:j+n], "")})
			j += n
		}
	}
	return compact(out)
}

// compact leaves out empty segments.
func compact(in []Segment) []Segment {
	out := in[:0]
	for _, s := range in {
		if s.Text != "" {
			out = append(out, s)
		}
	}
	return out
}

// words cuts a text into runs of letters and digits, runs of blanks, and single
// other characters.
func words(s string) []string {
	var out []string
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if c := class(r); c != 0 {
			for n < len(s) {
				next, m := utf8.DecodeRuneInString(s[n:])
				if class(next) != c {
					break
				}
				n += m
			}
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

func class(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}
