package budget

import (
	"strconv"
	"strings"
)

// Formula says how a row was calculated; it is put into words when somebody
// reads it, so that a ledger costs nothing but numbers.
type Formula struct {
	text string // {b} a size, {n} a whole number, {f} a factor
	n    [7]float64
}

// formula fills in the numbers of a text in their order, seven at most.
func formula(text string, n ...float64) Formula {
	f := Formula{text: text}
	copy(f.n[:], n)
	return f
}

// String is the formula with its numbers.
func (f Formula) String() string {
	var b strings.Builder
	rest, i := f.text, 0
	for {
		at := strings.IndexByte(rest, '{')
		if at < 0 || at+2 >= len(rest) || i == len(f.n) {
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(rest[:at])
		switch rest[at+1] {
		case 'b':
			b.WriteString(Size(uint64(f.n[i])))
		case 'n':
			b.WriteString(strconv.FormatFloat(f.n[i], 'f', 0, 64))
		default:
			b.WriteString(strconv.FormatFloat(f.n[i], 'g', 4, 64))
		}
		rest, i = rest[at+3:], i+1
	}
}
