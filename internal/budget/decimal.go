package budget

import (
	"strconv"
	"sync/atomic"
)

// decimals remembers the last number written at each place. The defaults of
// some forty settings are written for every file.
var decimals [128]atomic.Pointer[decimalText]

type decimalText struct {
	n    uint64
	text string
}

// decimal writes a number.
func decimal(n uint64) string {
	at := &decimals[n*0x9e3779b97f4a7c15>>57]
	if t := at.Load(); t != nil && t.n == n {
		return t.text
	}
	t := &decimalText{n, strconv.FormatUint(n, 10)}
	at.Store(t)
	return t.text
}
