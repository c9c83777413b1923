package budget

import (
	"fmt"
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
	Unknown     bool        // a macro hides the value: the default was taken
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
		r := &l.Rows[i]
		t.Rest = add(t.Rest, r.Rest)
		t.Worst = add(t.Worst, r.Worst)
		t.Descriptors = add(t.Descriptors, r.Descriptors)
		t.Threads = add(t.Threads, r.Threads)
		t.Connections = add(t.Connections, r.Connections)
		t.Unknown = t.Unknown || r.Unknown
	}
	return t
}

// Sum adds up the rows of one group.
func (l *Ledger) Sum(g Group) Row {
	var part Ledger
	for i := range l.Rows {
		if l.Rows[i].Group == g {
			part.Rows = append(part.Rows, l.Rows[i])
		}
	}
	t := part.Total()
	t.Name, t.Group = string(g), g
	return t
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

// Largest gives the rows of a group ordered as they are, the one with the
// highest worst case first found.
func (l *Ledger) Largest(groups ...Group) *Row {
	var best *Row
	for i := range l.Rows {
		r := &l.Rows[i]
		for _, g := range groups {
			if r.Group == g && (best == nil || r.Worst > best.Worst) {
				best = r
			}
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

// Bytes is a size that prints itself for people.
type Bytes uint64

// String writes the size in binary units.
func (b Bytes) String() string { return Size(uint64(b)) }

// Formula says how a row was calculated; it is put into words when somebody
// reads it.
type Formula struct {
	format string
	args   []any
}

// String is the formula with its numbers.
func (f Formula) String() string {
	if len(f.args) == 0 {
		return f.format
	}
	return fmt.Sprintf(f.format, f.args...)
}

func formula(format string, args ...any) Formula { return Formula{format, args} }
