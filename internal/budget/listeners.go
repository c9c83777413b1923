package budget

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
)

// Alike are listeners that cost the same.
type Alike struct {
	IDs []string
	Row *Row // of the first of them
}

// String lists at most four of the listeners with what they cost: "imap, pop3:
// 2 × 8192 connections × … = 500 MiB".
func (a *Alike) String() string {
	var buf [256]byte
	b := buf[:0]
	show := a.IDs
	if len(show) > 4 {
		show = show[:3]
	}
	for i, id := range show {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, id...)
	}
	if more := len(a.IDs) - len(show); more > 0 {
		b = append(strconv.AppendInt(append(b, " and "...), int64(more), 10), " more"...)
	}
	b = append(b, ": "...)
	if len(a.IDs) > 1 {
		b = append(strconv.AppendInt(b, int64(len(a.IDs)), 10), " × "...)
	}
	b = append(a.Row.Formula.append(b), " = "...)
	return string(host.AppendSize(b, mul(a.Row.Worst, uint64(len(a.IDs)))))
}

// SameListeners gathers the listeners whose known limits cost the same, at most
// eight groups.
func (l *Ledger) SameListeners() []Alike {
	var few [8]Alike
	n := 0
	for i := range l.Rows {
		r := &l.Rows[i]
		id, ok := strings.CutPrefix(r.Name, listenerPrefix)
		if !ok || !l.Limited(r) {
			continue
		}
		at := 0
		for at < n && (few[at].Row.Worst != r.Worst || few[at].Row.Each != r.Each) {
			at++
		}
		switch {
		case at < n:
			few[at].IDs = append(few[at].IDs, id)
		case n < len(few):
			few[n] = Alike{append(make([]string, 0, 4), id), r}
			n++
		}
	}
	return slices.Clone(few[:n])
}
