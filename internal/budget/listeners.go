package budget

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
)

// Alike are listeners that cost the same.
type Alike struct {
	Count int
	First [4]string // ids of the first of them
	Row   *Row      // of the first
}

// String lists at most four of the listeners with what they cost: "imap, pop3:
// 2 × 8192 connections × … = 500 MiB".
func (a *Alike) String() string {
	var buf [256]byte
	b := buf[:0]
	show := min(a.Count, len(a.First))
	if a.Count > len(a.First) {
		show = len(a.First) - 1
	}
	for i, id := range a.First[:show] {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, id...)
	}
	if more := a.Count - show; more > 0 {
		b = append(strconv.AppendInt(append(b, " and "...), int64(more), 10), " more"...)
	}
	b = append(b, ": "...)
	if a.Count > 1 {
		b = append(strconv.AppendInt(b, int64(a.Count), 10), " × "...)
	}
	b = append(a.Row.Formula.append(b), " = "...)
	return string(host.AppendSize(b, mul(a.Row.Worst, uint64(a.Count))))
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
		if at == n {
			if n == len(few) {
				continue
			}
			few[n].Row = r
			n++
		}
		if g := &few[at]; g.Count < len(g.First) {
			g.First[g.Count] = id
		}
		few[at].Count++
	}
	return slices.Clone(few[:n])
}
