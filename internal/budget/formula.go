package budget

import (
	"math"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
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
	var buf [192]byte
	return string(f.append(buf[:0]))
}

func (f *Formula) append(b []byte) []byte {
	rest, i := f.text, 0
	for {
		at := strings.IndexByte(rest, '{')
		if at < 0 || at+2 >= len(rest) || i == len(f.n) {
			return append(b, rest...)
		}
		b = append(b, rest[:at]...)
		switch rest[at+1] {
		case 'b':
			b = host.AppendSize(b, uint64(f.n[i]))
		case 'n':
			if n := f.n[i]; n >= 0 && n < 1<<53 && n == math.Trunc(n) {
				b = strconv.AppendUint(b, uint64(n), 10)
			} else {
				b = strconv.AppendFloat(b, n, 'f', 0, 64)
			}
		default:
			b = strconv.AppendFloat(b, f.n[i], 'g', 4, 64)
		}
		rest, i = rest[at+3:], i+1
	}
}
