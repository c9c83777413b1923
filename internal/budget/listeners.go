package budget

import (
	"slices"
	"strconv"
	"strings"
)

// Alike are listeners that cost the same.
type Alike struct {
	IDs []string
	Row *Row // of the first of them
}

// Names lists at most four of the listeners.
func (a *Alike) Names() string {
	if len(a.IDs) > 4 {
		return strings.Join(a.IDs[:3], ", ") + " and " + strconv.Itoa(len(a.IDs)-3) + " more"
	}
	return strings.Join(a.IDs, ", ")
}

// Times is the factor before the formula of one: "2 × ", or nothing.
func (a *Alike) Times() string {
	if len(a.IDs) == 1 {
		return ""
	}
	return strconv.Itoa(len(a.IDs)) + " × "
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
