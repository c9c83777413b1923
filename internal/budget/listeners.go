package budget

import (
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
	var out []Alike
	for i := range l.Rows {
		r := &l.Rows[i]
		id, ok := strings.CutPrefix(r.Name, listenerPrefix)
		if !ok || !l.Limited(r) {
			continue
		}
		found := false
		for k := range out {
			if a := &out[k]; a.Row.Worst == r.Worst && a.Row.Each == r.Each {
				a.IDs, found = append(a.IDs, id), true
			}
		}
		if !found && len(out) < 8 {
			out = append(out, Alike{[]string{id}, r})
		}
	}
	return out
}
