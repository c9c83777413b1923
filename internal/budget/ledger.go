package budget

import (
	"math"
	"math/bits"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Group is a part of the budget.
type Group string

// The groups, in the order they are shown.
const (
	Base        Group = "base"
	Connections Group = "connections"
	Caches      Group = "caches"
	Store       Group = "store"
	Peak        Group = "peak"
)

// Groups are all groups in order.
func Groups() []Group { return []Group{Base, Connections, Caches, Store, Peak} }

// Row is one item of the budget. Rest and Worst are bytes: what it is expected
// to hold under the workload, and what the configuration lets it take.
type Row struct {
	Name        string
	Group       Group
	Rest, Worst uint64
	Descriptors uint64
	Threads     uint64
	Connections uint64
	Key         string      // the setting that decides, "" if none does
	Value       string      // its value in effect
	Default     bool        // the value is the default
	Span        source.Span // where it is set, empty for defaults
	Formula     Formula     // with its numbers
	Class       Class       // the weakest class of the constants in it
	Source      Knowledge   // how far the value is known
	Unknown     bool        // a macro hides the value: the default was taken

	// Low and High are the bounds of Worst over all values that the deciding
	// setting may have; both are Worst where the value is known.
	Low, High uint64

	Amount uint64  // the deciding value as a number
	Each   float64 // bytes that one more of it adds to Worst, 0 where that is not linear
}

// Unbounded stands for "no upper bound is known".
const Unbounded = math.MaxUint64

// Knowledge tells how far the value of a setting is known.
type Knowledge uint8

// What is known of a value.
const (
	InFile   Knowledge = iota // the file says it, or its default holds because the file would have to say otherwise
	Database                  // the default was taken; the server's database may hold another value
	Macro                     // the default was taken; a macro hides the value
)

// String is the word used in data.
func (k Knowledge) String() string { return [...]string{"file", "database", "macro"}[k] }

// Certain is the part of Rest that is there whatever a macro hides. What the
// database may hold is not taken off: for that see Low.
func (r *Row) Certain() (rest, worst uint64) {
	if r.Source != Macro {
		return r.Rest, r.Worst
	}
	return min(r.Rest, r.Low), min(r.Worst, r.Low)
}

// Ledger is the budget of one configuration.
type Ledger struct {
	Host     host.Facts
	Workload Workload
	Rows     []Row
	Notes    []string // what was assumed
}

// Total adds up the rows.
func (l *Ledger) Total() Row {
	t := Row{Name: "total"}
	for i := range l.Rows {
		t.include(&l.Rows[i])
	}
	return t
}

// Sum adds up the rows of one group.
func (l *Ledger) Sum(g Group) Row {
	t := Row{Name: string(g), Group: g}
	for i := range l.Rows {
		if l.Rows[i].Group == g {
			t.include(&l.Rows[i])
		}
	}
	return t
}

// GroupSum is what the rows of one group take in memory.
type GroupSum struct {
	Group       Group
	Rest, Worst uint64
	Largest     *Row // with the highest worst case, nil for an empty group
}

// Groups adds up every group, in the order of Groups.
func (l *Ledger) Groups() [5]GroupSum {
	out := [5]GroupSum{{Group: Base}, {Group: Connections}, {Group: Caches}, {Group: Store}, {Group: Peak}}
	at := 0
	for i := range l.Rows {
		r := &l.Rows[i]
		for out[at].Group != r.Group { // rows of a group mostly stand together
			at = (at + 1) % len(out)
		}
		sum := &out[at]
		sum.Rest, sum.Worst = add(sum.Rest, r.Rest), add(sum.Worst, r.Worst)
		if sum.Largest == nil || r.Worst > sum.Largest.Worst {
			sum.Largest = r
		}
	}
	return out
}

// include adds the figures of a row.
func (r *Row) include(x *Row) {
	r.Rest = add(r.Rest, x.Rest)
	r.Worst = add(r.Worst, x.Worst)
	r.Low = add(r.Low, x.Low)
	r.High = add(r.High, x.High)
	r.Descriptors = add(r.Descriptors, x.Descriptors)
	r.Threads = add(r.Threads, x.Threads)
	r.Connections = add(r.Connections, x.Connections)
	r.Unknown = r.Unknown || x.Unknown
	r.Source = max(r.Source, x.Source)
	r.Class = max(r.Class, x.Class)
}

// Find gives the row of that name.
func (l *Ledger) Find(name string) (*Row, bool) {
	for i := range l.Rows {
		if l.Rows[i].Name == name {
			return &l.Rows[i], true
		}
	}
	return nil, false
}

// Largest gives the row of a group with the highest worst case, the first of
// several, nil for an empty group.
func (l *Ledger) Largest(g Group) *Row {
	var best *Row
	for i := range l.Rows {
		if r := &l.Rows[i]; (best == nil || r.Worst > best.Worst) && r.Group == g {
			best = r
		}
	}
	return best
}

// add and mul stop at the largest number instead of wrapping around.
func add(a, b uint64) uint64 {
	s, carry := bits.Add64(a, b, 0)
	if carry != 0 {
		return math.MaxUint64
	}
	return s
}

func mul(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	if hi != 0 {
		return math.MaxUint64
	}
	return lo
}

// scaled multiplies bytes by a factor and rounds down.
func scaled(n uint64, f float64) uint64 {
	v := float64(n) * f
	if v >= math.MaxUint64 {
		return math.MaxUint64
	}
	return uint64(v)
}

// Size writes bytes for formulas and messages.
func Size(n uint64) string { return host.FormatSize(n) }

// Bytes is a size that writes itself for people.
type Bytes = host.Bytes

// Need is the memory with everything at rest and all work in flight, with what
// macros hide at its least. sure leaves out as well what the database may
// override.
func (l *Ledger) Need() (need, sure uint64) {
	for i := range l.Rows {
		r := &l.Rows[i]
		rest, worst := r.Certain()
		if r.Group == Peak {
			rest = worst
		}
		need, sure = add(need, rest), add(sure, min(rest, r.Low))
	}
	return need, sure
}

// SureConnections is what connections cost at worst and how many the listeners
// admit, with what macros hide left out.
func (l *Ledger) SureConnections() (bytes, connections uint64) {
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Group == Connections {
			_, worst := r.Certain()
			bytes = add(bytes, worst)
			if l.Limited(r) {
				connections = add(connections, r.Connections)
			}
		}
	}
	return bytes, connections
}

// SureDescriptors is the number of descriptors at worst, with what macros hide
// left out.
func (l *Ledger) SureDescriptors() uint64 {
	var n uint64
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Source != Macro {
			n = add(n, r.Descriptors)
		}
	}
	return n
}

// SureCaches is what caches may grow to, with what macros hide left out.
func (l *Ledger) SureCaches() uint64 {
	var n uint64
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Group == Caches {
			_, worst := r.Certain()
			n = add(n, worst)
		}
	}
	return n
}
